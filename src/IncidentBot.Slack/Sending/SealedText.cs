using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Keeps a secret that must be stored, such as a response_url, unreadable in the database: AES-256-GCM under a key derived by
/// HKDF from the bot token. Another token cannot open it, and it cannot be changed unnoticed.
/// </summary>
internal sealed class SealedText
{
    private const string Mark = "sealed1.";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    // Derived when first used: loading the cryptography library takes a tenth of a start.
    private readonly Lazy<byte[]> key;

    /// <summary>Seals under this token.</summary>
    public SealedText(string botToken) => key = new Lazy<byte[]>(() =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(botToken), 32, info: "incidentbot sealed text 1"u8.ToArray()));

    /// <summary>Seals a text; never the same twice.</summary>
    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var packed = new byte[NonceLength + plain.Length + TagLength];
        var nonce = packed.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Value, TagLength);
        aes.Encrypt(nonce, plain, packed.AsSpan(NonceLength, plain.Length), packed.AsSpan(NonceLength + plain.Length));
        return Mark + Convert.ToBase64String(packed);
    }

    /// <summary>Opens a sealed text; null when it was sealed under another token, changed, or never sealed.</summary>
    public string? Open(string? sealedText)
    {
        if (sealedText?.StartsWith(Mark, StringComparison.Ordinal) != true) return null;
        var packed = new byte[sealedText.Length];
        if (!Convert.TryFromBase64String(sealedText[Mark.Length..], packed, out var length) || length < NonceLength + TagLength)
            return null;

        var plain = new byte[length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key.Value, TagLength);
            aes.Decrypt(
                packed.AsSpan(0, NonceLength), packed.AsSpan(NonceLength, plain.Length),
                packed.AsSpan(NonceLength + plain.Length, TagLength), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
