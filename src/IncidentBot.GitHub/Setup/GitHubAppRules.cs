using System.Security.Cryptography;

namespace IncidentBot.GitHub.Setup;

/// <summary>Checks the settings of a GitHub App without calling GitHub.</summary>
internal static class GitHubAppRules
{
    /// <summary>What is wrong with them, a sentence each; never a piece of the key.</summary>
    public static IEnumerable<string> Problems(GitHubOptions options)
    {
        var hasKey = !string.IsNullOrWhiteSpace(options.PrivateKey);
        var hasFile = !string.IsNullOrWhiteSpace(options.PrivateKeyFile);
        if (options.AppIdOrNull is not { } id)
        {
            if (hasKey || hasFile)
                yield return $"GitHub:{(hasKey ? "PrivateKey" : "PrivateKeyFile")} is set but GitHub:AppId isn't: set it to the App's id, "
                    + "such as 123456, or leave the key out.";
            yield break;
        }

        if (options.TokenOrNull is not null)
            yield return "GitHub:Token and GitHub:AppId are both set, but the bot reads GitHub in one way only: leave one out.";
        if (id.Length > 60 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
            yield return "GitHub:AppId is not an App's id or client id, such as 123456 or Iv23liABCDEF.";
        if (hasKey && hasFile)
            yield return "GitHub:PrivateKey and GitHub:PrivateKeyFile are both set: leave one out.";
        else if (!hasKey && !hasFile)
            yield return "GitHub:AppId is set but the App's key isn't: set GitHub:PrivateKeyFile to the .pem file that GitHub gave for it, "
                + "such as /etc/incidentbot/github.pem, or GitHub:PrivateKey to its text.";
        else if (KeyProblem(options, hasFile ? "GitHub:PrivateKeyFile" : "GitHub:PrivateKey") is { } problem)
            yield return problem;
    }

    private static string? KeyProblem(GitHubOptions options, string setting)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(options.ReadPrivateKey());
            key.SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{setting} names a file that can't be read: check that it exists and that the bot may read it.";
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            return $"{setting} holds no private key: it must be PEM, beginning with -----BEGIN RSA PRIVATE KEY-----, as GitHub gave it.";
        }
    }
}
