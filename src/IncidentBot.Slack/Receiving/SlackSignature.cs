using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Receiving;

/// <summary>The result of checking a request's signature.</summary>
internal enum SignatureResult
{
    /// <summary>Slack signed the request just now.</summary>
    Valid,

    /// <summary>There is none, or more than one.</summary>
    Missing,

    /// <summary>It does not look like a signature.</summary>
    Malformed,

    /// <summary>It was made too long ago, or in the future: perhaps a replay.</summary>
    Stale,

    /// <summary>It does not match this body and these secrets.</summary>
    Wrong,
}

/// <summary>
/// Verifies that Slack sent a request: <c>v0=</c> and the HMAC-SHA256 of <c>v0:timestamp:body</c> over the raw bytes
/// (https://docs.slack.dev/authentication/verifying-requests-from-slack). Accepts the current and the previous secret, within 300 s.
/// </summary>
internal sealed class SlackSignature
{
    private const int HashLength = 32;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);
    private readonly byte[][] secrets;
    private readonly TimeProvider time;

    /// <summary>Uses the configured secrets.</summary>
    /// <exception cref="InvalidOperationException">
    /// No signing secret is configured: without one nothing can be verified, so nothing is accepted.
    /// </exception>
    public SlackSignature(SlackOptions options, TimeProvider time)
    {
        secrets = [.. options.SigningSecrets().Select(Encoding.UTF8.GetBytes)];
        this.time = time;
    }

    /// <summary>Checks a request by its two headers and its raw body.</summary>
    public SignatureResult Verify(string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        var headers = CheckHeaders(timestamp, signature);
        return headers == SignatureResult.Valid ? VerifyBody(timestamp!, signature!, body) : headers;
    }

    /// <summary>
    /// Checks the two headers alone, before any byte of the body is read; <see cref="SignatureResult.Valid"/> only means that they are
    /// well-formed and fresh.
    /// </summary>
    public SignatureResult CheckHeaders(string? timestamp, string? signature)
    {
        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature)) return SignatureResult.Missing;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > int.MaxValue)
            return SignatureResult.Malformed;

        Span<byte> given = stackalloc byte[HashLength];
        if (!TryReadSignature(signature, given)) return SignatureResult.Malformed;
        return (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance
            ? SignatureResult.Stale
            : SignatureResult.Valid;
    }

    /// <summary>Checks the body of a request whose headers are well-formed and fresh.</summary>
    public SignatureResult VerifyBody(string timestamp, string signature, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[HashLength];
        if (!TryReadSignature(signature, given)) return SignatureResult.Malformed;

        // Every secret is tried, so that the time taken tells nothing.
        var valid = false;
        Span<byte> expected = stackalloc byte[HashLength];
        foreach (var secret in secrets)
        {
            Compute(secret, timestamp, body, expected);
            valid |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return valid ? SignatureResult.Valid : SignatureResult.Wrong;
    }

    private static bool TryReadSignature(string signature, Span<byte> hash) =>
        signature.Length == 3 + (2 * HashLength) && signature.StartsWith("v0=", StringComparison.Ordinal)
        && Convert.FromHexString(signature.AsSpan(3), hash, out _, out _) == System.Buffers.OperationStatus.Done;

    private static void Compute(byte[] secret, string timestamp, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        hmac.GetHashAndReset(hash);
    }
}
