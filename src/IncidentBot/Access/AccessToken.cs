using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Access;

/// <summary>The right of a program to tell the bot something over HTTP; the token itself is known to that program alone.</summary>
/// <param name="Name">What people call it, such as <c>CI</c>; unique.</param>
/// <param name="Scopes">What it may do, such as <see cref="ChangesWrite"/>.</param>
/// <param name="CreatedAt">When it was made; UTC.</param>
/// <param name="LastUsedOn">The day on which it was last used, as <c>2026-03-02</c> in UTC; null: never.</param>
public sealed record AccessToken(string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string? LastUsedOn)
{
    /// <summary>The right to tell what changed.</summary>
    public const string ChangesWrite = "changes:write";

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>What every token begins with, so that scanners for secrets and people know one when they see it.</summary>
    public const string Prefix = "ibt_";

    private const int Secret = 32;

    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(Secret);

    /// <summary>Every right that there is.</summary>
    public static IReadOnlyList<string> AllScopes { get; } = [ChangesWrite];

    /// <summary>Whether it may do this.</summary>
    public bool May(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);

    /// <summary>A new token's text: 32 random bytes.</summary>
    internal static string NewText() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Secret));

    /// <summary>Whether a text looks like a token at all.</summary>
    internal static bool IsText(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.All(char.IsAscii);

    /// <summary>What is kept of a token: its SHA-256, in small hexadecimal digits. Its 32 random bytes need no salt.</summary>
    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
