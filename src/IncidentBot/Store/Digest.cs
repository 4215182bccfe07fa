using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Store;

/// <summary>Hashes lists of texts so that no two lists read the same.</summary>
internal static class Digest
{
    /// <summary>How many digits a hash has.</summary>
    public const int Digits = 64;

    /// <summary>The SHA-256 of these parts in small hexadecimal digits.</summary>
    public static string Of(params IEnumerable<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Join(parts))));

    /// <summary>The parts as one text: each with its length before it, and a missing one as a dash.</summary>
    public static string Join(IEnumerable<string?> parts) => string.Concat(parts.Select(part => part is null
        ? "-\n"
        : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n")));
}
