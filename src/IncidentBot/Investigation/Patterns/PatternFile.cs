using System.Text;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Reads the team's own patterns, once, at start.</summary>
public static class PatternFile
{
    private const int LargestFile = 256 << 10;
    private const int MostProblems = 50;

    /// <summary>Reads the file that the settings name.</summary>
    /// <param name="options">What the settings say; gets the patterns.</param>
    /// <param name="folder">The folder of the settings, to which the file is relative; null: the current one.</param>
    /// <returns>Every mistake, a sentence each, with file, line and column; empty: there is none.</returns>
    public static IReadOnlyList<string> AddTo(PatternOptions options, string? folder)
    {
        if (string.IsNullOrWhiteSpace(options.File))
            return [];

        var name = options.File.Trim();
        var text = Read(Path.GetFullPath(name, Path.GetFullPath(folder ?? Environment.CurrentDirectory)), name, out var problem);
        if (problem is not null)
            return [problem];

        var (patterns, problems) = PatternReader.Read(text, name);
        options.Own = patterns;
        return problems.Count <= MostProblems
            ? problems
            : [.. problems.Take(MostProblems), "There are more mistakes; correct these first."];
    }

    private static string Read(string path, string name, out string? problem)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[LargestFile + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            problem = length > LargestFile ? $"{name} is larger than 256 KiB; leave out what nobody needs." : null;
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, length)
                .TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problem = $"{name} isn't in UTF-8; save it so.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"{name}, the file with the patterns, can't be read: {e.Message} Fix Patterns:File, such as "
                + "\"patterns.yaml\", or leave it out.";
        }

        return string.Empty;
    }
}
