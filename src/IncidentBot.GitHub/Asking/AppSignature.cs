using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.GitHub.Setup;
using Octokit;

namespace IncidentBot.GitHub.Asking;

/// <summary>
/// Signs as a GitHub App (docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token).
/// </summary>
internal sealed class AppSignature(GitHubOptions options, TimeProvider time) : ICredentialStore
{
    // GitHub takes ten minutes at most, and clocks differ: issued a minute ago, over in nine.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    public Task<Credentials> GetCredentials() => Task.FromResult(new Credentials(Sign(), AuthenticationType.Bearer));

    /// <summary>A token for the App itself.</summary>
    public string Sign()
    {
        var now = time.GetUtcNow();
        var header = Part("""{"alg":"RS256","typ":"JWT"}"""u8);
        var (issued, expires) = ((now - Before).ToUnixTimeSeconds(), (now + Lifetime).ToUnixTimeSeconds());
        var claims = new { iat = issued, exp = expires, iss = options.AppIdOrNull };
        var text = $"{header}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(options.ReadPrivateKey());
            return $"{text}.{Part(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.AppRefused, "its private key can't be read"));
        }
    }

    private static string Part(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
