using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;

namespace IncidentBot.Simulator.GitHub.Access;

/// <summary>
/// Checks the token that an app signs for itself
/// (docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app).
/// </summary>
internal static class AppTokens
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Drift = TimeSpan.FromSeconds(60);

    public static bool LooksLikeOne(string token) => token.Split('.').Length == 3 && token.StartsWith("ey", StringComparison.Ordinal);

    /// <summary>The app that signed it.</summary>
    public static App Check(string token, IEnumerable<App> apps, DateTimeOffset now)
    {
        var parts = token.Split('.');
        var (header, claims) = (Decode(parts[0]), Decode(parts[1]));
        if (header["alg"]?.ToString() != "RS256") throw Unreadable();
        var issuer = claims["iss"]?.ToString() ?? throw Refused("Missing 'issuer' claim ('iss') in assertion");
        var app = apps.FirstOrDefault(a => a.Id.ToString(CultureInfo.InvariantCulture) == issuer || a.ClientId == issuer)
            ?? throw GitHubRefusal.NotFound("Integration not found");
        if (!IsSigned(app, $"{parts[0]}.{parts[1]}", parts[2])) throw Unreadable();
        var (issued, expires) = (Instant(claims, "iat"), Instant(claims, "exp"));
        if (expires is not { } end || end <= now)
            throw Refused(
                "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
        if (end > now + Longest + Drift) throw Refused("'Expiration time' claim ('exp') is too far in the future");
        if (issued is not { } start || start > now + Drift)
            throw Refused("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        return app;
    }

    private static bool IsSigned(App app, string text, string signature)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(app.PublicKey);
            return key.VerifyData(
                Encoding.ASCII.GetBytes(text), Bytes(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonObject Decode(string part)
    {
        try
        {
            return JsonNode.Parse(Bytes(part)) as JsonObject ?? throw Unreadable();
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            throw Unreadable();
        }
    }

    private static DateTimeOffset? Instant(JsonObject claims, string name) =>
        claims[name] is JsonValue value && value.TryGetValue<long>(out var seconds) && seconds is > 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static byte[] Bytes(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }

    private static GitHubRefusal Unreadable() => Refused("A JSON web token could not be decoded");

    private static GitHubRefusal Refused(string message) => new(StatusCodes.Status401Unauthorized, message);
}
