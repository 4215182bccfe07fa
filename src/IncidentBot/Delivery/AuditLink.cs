using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Delivery;

/// <summary>One change in the chain of an incident's changes; its hash covers everything before it.</summary>
/// <param name="Seq">Counts from 1 in its incident.</param>
/// <param name="At">When it was written; UTC.</param>
/// <param name="Kind">What happened, such as <c>StatusChanged</c>.</param>
/// <param name="Subject">The message that it is about; empty: none.</param>
/// <param name="By">Who did it; empty: the bot itself.</param>
/// <param name="Source">From where; see <see cref="Origin"/>.</param>
/// <param name="WordsHash">The hash of what changed, with its salt.</param>
internal sealed record AuditLink(long Seq, DateTimeOffset At, string Kind, string Subject, string By, string Source, string WordsHash)
{
    /// <summary>What the first link follows on.</summary>
    public static readonly string Beginning = new('0', 64);

    /// <summary>The hash of this link after the one before it.</summary>
    /// <param name="workspace">Whose chain.</param>
    /// <param name="incident">Whose chain.</param>
    /// <param name="before">The hash of the link before.</param>
    public string HashAfter(string workspace, int incident, string before) => Hash(
        before,
        workspace,
        incident.ToString(CultureInfo.InvariantCulture),
        Seq.ToString(CultureInfo.InvariantCulture),
        At.UtcTicks.ToString(CultureInfo.InvariantCulture),
        Kind,
        Subject,
        By,
        Source,
        WordsHash);

    /// <summary>The hash of words; without the salt nobody can tell by guessing what erased words were.</summary>
    public static string HashOf(string salt, string words) => Hash(salt, words);

    // Each part with its length, so that no two rows of parts read the same.
    private static string Hash(params string[] parts)
    {
        var text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
