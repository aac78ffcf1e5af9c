//! What teams that write German, French, Spanish, Portuguese or Chinese call the panes of a SWOT and of a retro.
//! It must not know English.

use crate::model::Kind;

/// Names of panes as `folded` makes them; all of a line stand for one pane.
#[rustfmt::skip]
pub(super) const PANES: &[(Kind, &str, &str)] = &[
    (Kind::Swot, "strengths", "stärken|unsere stärken|forces|points forts|fortalezas|forças|pontos fortes|优势|优点|强项"),
    (Kind::Swot, "weaknesses", "schwächen|unsere schwächen|faiblesses|points faibles|debilidades|fraquezas|pontos fracos|劣势|弱点|弱项"),
    (Kind::Swot, "opportunities", "chancen|unsere chancen|opportunités|oportunidades|机会|机遇"),
    (Kind::Swot, "threats", "risiken und bedrohungen|bedrohungen|gefahren|menaces|amenazas|ameaças|威胁|挑战"),
    (Kind::Swot, "priorities", "prioritäten|wichtigste prioritäten|priorités|prioridades|重点|优先事项|关键优先事项"),
    (Kind::Retro, "went_well", "was lief gut|was ist gut gelaufen|was gut lief|das lief gut|ce qui a bien marché|ce qui a bien fonctionné|qué salió bien|\
lo que salió bien|qué fue bien|o que foi bem|o que deu certo|做得好的方面|做得好的|做得好的地方|哪些做得好|好的方面|进展顺利"),
    (Kind::Retro, "not_so_well", "was lief nicht gut|was lief nicht so gut|was lief schlecht|was ist nicht gut gelaufen|was nicht gut lief|verbesserungspotenzial|\
was können wir verbessern|ce qui na pas bien marché|ce qui a moins bien marché|à améliorer|qué salió mal|lo que salió mal|qué mejorar|a mejorar|\
o que pode melhorar|o que não foi bem|o que deu errado|做得不好的方面|做得不好的|做得不好的地方|有待改进|需要改进|待改进|不足"),
    (Kind::Retro, "learnings", "erkenntnisse|was haben wir gelernt|gelernt|leçons apprises|apprentissages|aprendizajes|lecciones aprendidas|aprendizados|\
经验教训|学到的|收获"),
    (Kind::Retro, "actions", "maßnahmen|massnahmen|aufgaben|nächste schritte|actions à mener|prochaines étapes|plan daction|acciones|próximos pasos|ações|\
próximos passos|行动项|行动计划|改进措施|待办事项|待办|下一步"),
];

/// Words that say what a sheet is for; in scripts without blanks they stand anywhere in its title.
pub(super) const KINDS: &[(&str, Kind)] = &[
    ("retrospektive", Kind::Retro),
    ("rückblick", Kind::Retro),
    ("rétrospective", Kind::Retro),
    ("retrospectiva", Kind::Retro),
    ("回顾", Kind::Retro),
    ("复盘", Kind::Retro),
];
