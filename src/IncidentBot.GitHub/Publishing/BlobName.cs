using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.GitHub.Publishing;

/// <summary>Names a file's content as git does (git-scm.com/book/en/v2/Git-Internals-Git-Objects).</summary>
internal static class BlobName
{
    // git's own object format is SHA-1; nothing is protected by it here.
#pragma warning disable CA5350
    public static string Of(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var head = Encoding.UTF8.GetBytes($"blob {bytes.Length.ToString(CultureInfo.InvariantCulture)}\0");
        return Convert.ToHexStringLower(SHA1.HashData([.. head, .. bytes]));
    }
#pragma warning restore CA5350
}
