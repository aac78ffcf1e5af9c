//! The fixtures of the edit table (measurements section 7).

pub const A: &str = "\
# Xiaomi Sales, first quarter
title: Xiaomi Sales
period: 2025-Q1
mission: >-
  To accelerate global smart technology adoption
  through accessible innovations
x-owner: {team: sales, mail: 'a@b.c'}   # unknown key, keep
sheets:
- kind: swot
  title: Sales SWOT
  strengths:
  - ECOSYSTEM: Comprehensive IoT ecosystem spanning 400+ products   # checked in March
  # two engines
  - STRATEGY: Successful 'smartphone + AIoT' dual-engine growth model

  - tag: VALUE
    text: \"Industry-leading: price-to-performance\"
    votes: 3
  - SERVICE: 'It''s fast'
  weaknesses: []   # none yet
  # the outside world
  opportunities:
  - NOTE: |
      first line
      second line

      last line
  - plain one
  threats:
- kind: retro
  went_well:
  - plain text without a tag
  - last item   # end
";

pub const IND: &str = "\
strengths:
    # group one
    -   ALPHA: one   # c1
    # about beta
    -   BETA: two

    # about gamma
    -   tag: GAMMA
        text: three
    # tail note
weaknesses:
    - x
";

pub const FLOW: &str = "a: 1\ntags: [red, 'blue sky', \"x, y\"]   # colours\nb: 2\n";
pub const ANCH: &str = "base: &b shared text\nitems:\n- &k KEEP me\n- *b\n- TAG: *k\n- plain\n";
pub const DOC: &str = "%YAML 1.2\n---\n# top\nitems:\n- a\n- b\n...\n";
