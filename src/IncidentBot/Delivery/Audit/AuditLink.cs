using System.Globalization;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>One change in the chain of an incident's changes; its hash covers everything before it.</summary>
/// <param name="Seq">Counts from 1 in its incident.</param>
/// <param name="At">When it was written; UTC.</param>
/// <param name="Kind">What happened, such as <c>StatusChanged</c>.</param>
/// <param name="Subject">The message that it is about; empty: none.</param>
/// <param name="By">Who did it; empty: the bot itself.</param>
/// <param name="Source">From where; see <see cref="Origin"/>.</param>
/// <param name="WordsHash">The hash of what changed, with its salt.</param>
/// <param name="Covers">What it covers beside its words, as <see cref="Covered"/> is written; null: a former version wrote it.</param>
internal sealed record AuditLink(
    long Seq, DateTimeOffset At, string Kind, string Subject, string By, string Source, string WordsHash, string? Covers)
{
    /// <summary>What the first link follows on.</summary>
    public static readonly string Beginning = new('0', Digest.Digits);

    /// <summary>The hash of this link after the one before it; that of a former version's link is what it was.</summary>
    /// <param name="workspace">Whose chain.</param>
    /// <param name="incident">Whose chain.</param>
    /// <param name="before">The hash of the link before.</param>
    public string HashAfter(string workspace, int incident, string before)
    {
        List<string?> parts =
        [
            before, workspace, Number(incident), Number(Seq), Number(At.UtcTicks), Kind, Subject, By, Source, WordsHash,
        ];
        if (Covers is not null)
            parts.Add(Covers);

        return Digest.Of(parts);
    }

    /// <summary>The hash of words; without the salt nobody can tell by guessing what erased words were.</summary>
    public static string HashOf(string salt, string words) => Digest.Of(salt, words);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
