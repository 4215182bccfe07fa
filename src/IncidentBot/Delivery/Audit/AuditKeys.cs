using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>The keys with which the codes of links are made and checked.</summary>
internal sealed class AuditKeys
{
    private const int LeastBytes = 32, LongestId = 40;

    private readonly Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);

    private AuditKeys()
    {
    }

    /// <summary>No key.</summary>
    public static AuditKeys None { get; } = new();

    /// <summary>The id of the key that is used from now on; null: there is none.</summary>
    public string? Current { get; private set; }

    /// <summary>The keys of the setting.</summary>
    /// <exception cref="ArgumentException">The setting is wrong; the message holds no secret.</exception>
    public static AuditKeys Of(AuditOptions options)
    {
        var (keys, problems) = Read(options.Key);
        return problems.Count == 0 ? keys : throw new ArgumentException(string.Join(' ', problems), nameof(options));
    }

    /// <summary>Reads the setting, and says what is wrong with it.</summary>
    public static (AuditKeys Keys, IReadOnlyList<string> Problems) Read(string? setting)
    {
        var read = new AuditKeys();
        var problems = new List<string>();
        foreach (var (index, key) in (setting ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Index())
        {
            var parts = key.Split(':', 2);
            var which = string.Create(CultureInfo.InvariantCulture, $"Audit:Key, key {index + 1}");
            if (parts.Length < 2 || parts[0].Length is 0 or > LongestId || !parts[0].All(IsOfId))
                problems.Add(
                    $"{which} must be ID:SECRET, such as 2026:..., where the id has at most 40 letters, digits, hyphens and underscores.");
            else if (BytesOf(parts[1]) is not { Length: >= LeastBytes } bytes)
                problems.Add(
                    $"{which} ({parts[0]}) must have a secret of at least 32 bytes in Base64, such as \"openssl rand -base64 32\" makes.");
            else if (!read.keys.TryAdd(parts[0], bytes))
                problems.Add($"{which} has the id {parts[0]}, as another key does; give each its own.");
            else
                read.Current ??= parts[0];
        }

        return (read, problems);
    }

    /// <summary>Whether there is a key of this id.</summary>
    public bool Has(string id) => keys.ContainsKey(id);

    /// <summary>The code over a hash, in 64 small hexadecimal digits.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="parts">What it is over.</param>
    public string MacOf(string id, params IEnumerable<string?> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys[id], Encoding.UTF8.GetBytes(Digest.Join(parts.Prepend(id)))));

    /// <summary>Whether a code is the right one.</summary>
    public bool IsRight(string? mac, string id, params IEnumerable<string?> parts) => mac is not null && Has(id)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(MacOf(id, parts)));

    private static bool IsOfId(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_';

    private static byte[]? BytesOf(string secret)
    {
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret, bytes, out var count) ? bytes[..count] : null;
    }
}
