using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>A verb with what stands before it: who does it, whether it is denied, wished or happens to somebody.</summary>
internal sealed record Predicate
{
    /// <summary>The first token of the verb's group, an auxiliary or the verb itself.</summary>
    public required int Start { get; init; }

    /// <summary>The verb itself.</summary>
    public required int Main { get; init; }

    /// <summary>Its base, such as "forget".</summary>
    public required string Lemma { get; init; }

    public required VerbForms Form { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>"should", "could" and the like; null: none.</summary>
    public string? Modal { get; init; }

    /// <summary>Whether "have" stands before a participle.</summary>
    public bool IsPerfect { get; init; }

    public bool IsNegated { get; init; }

    /// <summary>Whether it happens to the subject.</summary>
    public bool IsPassive { get; init; }

    /// <summary>Whether a form of "be" is the verb, or stands before an -ing form.</summary>
    public bool IsBe { get; init; }

    /// <summary>Whether "who", "that" or "which" stands before it.</summary>
    public bool IsRelative { get; init; }

    /// <summary>Whether the auxiliary stands before its subject, as in "Had Wei checked".</summary>
    public bool IsInverted { get; init; }

    /// <summary>Whether nobody is named because the sentence begins with the verb.</summary>
    public bool IsElided { get; init; }

    /// <summary>The word that opens the clause, such as "if" and "because"; empty: none.</summary>
    public string Opener { get; init; } = string.Empty;

    /// <summary>"did", "has", "was": the first auxiliary; empty: none.</summary>
    public string Auxiliary { get; init; } = string.Empty;

    public bool IsModalPerfect => Modal is not null && IsPerfect;

    /// <summary>Whether it speaks of something that may happen or happens again and again.</summary>
    public bool IsCondition => Opener is "if" or "when" or "whenever" or "unless" or "whether" or "case" or "until" or "once" or "that"
        or "so" or "lest" or "what";

    /// <summary>Whether it is told as having happened.</summary>
    public bool IsPast => Modal is null
        && (Auxiliary.Length == 0 ? (Form & VerbForms.Past) != VerbForms.None
        : Auxiliary is not ("do" or "does" or "is" or "are" or "am" or "be"));
}
