using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Simulator.GitHub.State;

/// <summary>One file of a tree: its mode, such as <c>100644</c>, and the blob that it holds.</summary>
internal sealed record TreeFile(string Mode, string Blob);

/// <summary>Names what git names by its content (git-scm.com/book/en/v2/Git-Internals-Git-Objects).</summary>
internal static class GitObjects
{
    public const string PlainFile = "100644";

    // git's own object format is SHA-1; nothing is protected by it here.
#pragma warning disable CA5350
    public static string Sha(string kind, byte[] content) => Convert.ToHexStringLower(SHA1.HashData(
        [.. Encoding.UTF8.GetBytes($"{kind} {content.Length.ToString(CultureInfo.InvariantCulture)}\0"), .. content]));
#pragma warning restore CA5350

    /// <summary>A name for what came without one; the same words always give the same.</summary>
    public static string MadeUpSha(string words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..40];

    public static bool IsSha(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The sha of a folder and of every folder in it; <paramref name="found"/> is told each one, the folder itself last.</summary>
    public static string TreeSha(IReadOnlyDictionary<string, TreeFile> files, Action<string, string> found) => TreeSha(files, "", found);

    private static string TreeSha(IReadOnlyDictionary<string, TreeFile> files, string folder, Action<string, string> found)
    {
        var entries = new List<(string Name, string Mode, string Sha)>();
        foreach (var group in files.Where(f => f.Key.StartsWith(folder, StringComparison.Ordinal))
            .GroupBy(f => f.Key[folder.Length..].Split('/')[0], StringComparer.Ordinal))
        {
            var path = folder + group.Key;
            if (files.TryGetValue(path, out var file)) entries.Add((group.Key, file.Mode, file.Blob));
            else entries.Add((group.Key, "40000", TreeSha(group.ToDictionary(StringComparer.Ordinal), path + "/", found)));
        }

        // git sorts folders as if their names ended with a slash.
        var bytes = entries.OrderBy(e => e.Mode == "40000" ? e.Name + "/" : e.Name, StringComparer.Ordinal)
            .SelectMany(e => (byte[])[.. Encoding.UTF8.GetBytes($"{e.Mode} {e.Name}\0"), .. Convert.FromHexString(e.Sha)]);
        var sha = Sha("tree", [.. bytes]);
        found(sha, folder.TrimEnd('/'));
        return sha;
    }
}
