using System.Collections.Frozen;

namespace IncidentBot.Language.Blameless.Lexicon;

/// <summary>How a verb is written where it stands.</summary>
[Flags]
internal enum VerbForms
{
    None = 0,
    Base = 1,
    Third = 2,
    Past = 4,
    Participle = 8,
    Ing = 16,
}

/// <summary>A form of a verb.</summary>
/// <param name="Lemma">The verb's base.</param>
/// <param name="Forms">What this form may be.</param>
/// <param name="IsKnown">Whether the verb stands in the list; otherwise it only ends like one.</param>
internal readonly record struct VerbForm(string Lemma, VerbForms Forms, bool IsKnown)
{
    public bool Is(VerbForms forms) => (Forms & forms) != VerbForms.None;
}

/// <summary>What a verb says of a person, and which words must follow or must not.</summary>
/// <param name="Needs">One of them must follow; empty: none need.</param>
/// <param name="Unless">None of them may follow.</param>
internal sealed record VerbUse(FrozenSet<string> Needs, FrozenSet<string> Unless);

/// <summary>The verbs of the list, their forms and what they say.</summary>
internal static class Verbs
{
    private static readonly Dictionary<string, VerbForm> Forms = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Participles = new(StringComparer.Ordinal);

    private static readonly Dictionary<(string Section, string Lemma), VerbUse> Uses = [];

    private static readonly Lazy<ILookup<string, string>> Written =
        new(() => Forms.ToLookup(form => form.Value.Lemma, form => form.Key, StringComparer.Ordinal));

    static Verbs()
    {
        var section = string.Empty;
        foreach (var line in WordLists.Lines("verbs"))
        {
            if (line[0] == '[') section = line.Trim('[', ']');
            else Add(section, line);
        }
    }

    /// <summary>What a word may be as a verb; null: it is none.</summary>
    public static VerbForm? Of(string word)
    {
        if (Forms.TryGetValue(word, out var form)) return form;
        return word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) && !word.EndsWith("eed", StringComparison.Ordinal)
            ? new VerbForm(word[..^2], VerbForms.Past | VerbForms.Participle, IsKnown: false)
            : null;
    }

    /// <summary>How a section uses a verb; null: it does not have it.</summary>
    public static VerbUse? In(string section, string lemma) => Uses.GetValueOrDefault((section, lemma));

    /// <summary>The participle of a verb, such as "renewed".</summary>
    public static string ParticipleOf(string lemma) => Participles.GetValueOrDefault(lemma) ?? Regular(lemma, doubles: false, "ed");

    /// <summary>A verb in all its forms: "drop", "drops", "dropped", "dropping".</summary>
    public static IEnumerable<string> FormsOf(string lemma) => Written.Value.Contains(lemma) ? Written.Value[lemma]
        : [lemma, Third(lemma), Regular(lemma, doubles: false, "ed"), Regular(lemma, doubles: false, "ing")];

    private static void Add(string section, string line)
    {
        var unless = line.Split(" ! ", 2);
        var needs = unless[0].Split(" : ", 2);
        var forms = needs[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var doubles = forms[0].EndsWith('+');
        var lemma = forms[0].TrimEnd('+');
        var past = forms.Length > 1 ? forms[1] : Regular(lemma, doubles, "ed");
        var participle = forms.Length > 2 ? forms[2] : past;
        AddForm(lemma, lemma, VerbForms.Base);
        AddForm(Third(lemma), lemma, VerbForms.Third);
        AddForm(past, lemma, VerbForms.Past);
        AddForm(participle, lemma, VerbForms.Participle);
        AddForm(forms.Length > 3 ? forms[3] : Regular(lemma, doubles, "ing"), lemma, VerbForms.Ing);
        Participles[lemma] = participle;
        Uses[(section, lemma)] = Merged(Uses.GetValueOrDefault((section, lemma)), new VerbUse(Words(needs, 1), Words(unless, 1)));
    }

    // A verb may stand in a section twice, so that no line grows too long.
    private static VerbUse Merged(VerbUse? there, VerbUse more) => there is null ? more
        : new VerbUse([.. there.Needs, .. more.Needs], [.. there.Unless, .. more.Unless]);

    private static void AddForm(string form, string lemma, VerbForms forms)
    {
        var known = Forms.TryGetValue(form, out var there) && there.Lemma == lemma ? there.Forms : VerbForms.None;
        if (known == VerbForms.None && there.Lemma is not null && there.Lemma != form) return;
        Forms[form] = new VerbForm(lemma, known | forms, IsKnown: true);
    }

    private static FrozenSet<string> Words(string[] parts, int at) =>
        parts.Length > at ? [.. parts[at].Split(' ', StringSplitOptions.RemoveEmptyEntries)] : [];

    private static string Third(string lemma) => lemma switch
    {
        "be" => "is",
        "have" => "has",
        _ when lemma.EndsWith('y') && !IsVowel(lemma[^2]) => lemma[..^1] + "ies",
        _ when lemma.EndsWith('s') || lemma.EndsWith('x') || lemma.EndsWith("sh", StringComparison.Ordinal)
            || lemma.EndsWith("ch", StringComparison.Ordinal) || lemma is "go" or "do" => lemma + "es",
        _ => lemma + "s",
    };

    private static string Regular(string lemma, bool doubles, string ending) => lemma switch
    {
        _ when doubles => lemma + lemma[^1] + ending,
        _ when lemma.EndsWith('e') && !lemma.EndsWith("ee", StringComparison.Ordinal) => lemma[..^1] + ending,
        _ when ending == "ed" && lemma.EndsWith('y') && !IsVowel(lemma[^2]) => lemma[..^1] + "ied",
        _ => lemma + ending,
    };

    private static bool IsVowel(char one) => one is 'a' or 'e' or 'i' or 'o' or 'u';
}
