using System.Security.Cryptography;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// Checks that a text can be one of Slack's ids, before it becomes a key in the store or an argument of a call.
/// </summary>
internal static class SlackId
{
    private const int LongestId = 64, LongestKey = 150;

    /// <summary>Whether a text can be the id of a workspace, a channel or a person: letters and digits, at most 64.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: > 0 and <= LongestId } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    /// <summary>
    /// Whether an id is that of a user group: those begin with S (https://docs.slack.dev/reference/objects/usergroup-object).
    /// </summary>
    public static bool IsGroup(string id) => id.StartsWith('S');

    /// <summary>The id of a delivery, or the hash of its bytes if the id is missing or cannot be one.</summary>
    public static string KeyOr(string? id, ReadOnlyMemory<byte> raw) =>
        id is { Length: > 0 and <= LongestKey } && id.All(letter => char.IsAscii(letter) && !char.IsControl(letter))
            ? id
            : Convert.ToHexStringLower(SHA256.HashData(raw.Span));
}
