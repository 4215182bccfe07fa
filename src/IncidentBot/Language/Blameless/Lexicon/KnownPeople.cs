using System.Collections.Frozen;

namespace IncidentBot.Language.Blameless.Lexicon;

/// <summary>People whom the caller knows to have taken part, beside those whom the check recognises by itself.</summary>
public sealed class KnownPeople
{
    private readonly FrozenSet<string> words;

    /// <param name="names">Names and handles, such as <c>Maya Chen</c> or <c>mchen</c>; each word of a name counts if it has three or
    /// more letters.</param>
    public KnownPeople(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        words = names.SelectMany(name => name.Split([' ', '@', ','], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.Length > 2).Select(word => word.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Nobody is known.</summary>
    public static KnownPeople None { get; } = new([]);

    internal bool Has(string lower) => words.Contains(lower);
}
