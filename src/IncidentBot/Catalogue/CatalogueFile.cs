using System.Runtime.CompilerServices;
using System.Text;

namespace IncidentBot.Catalogue;

/// <summary>Reads the catalogue's file, once, at start.</summary>
public static class CatalogueFile
{
    /// <summary>The file that is read where the settings name none.</summary>
    public const string DefaultName = "services.yaml";

    /// <summary>The largest file; bytes.</summary>
    public const int LargestFile = 1 << 20;

    private const int MostProblems = 50;

    /// <summary>Adds the services of the file to those of the settings, and checks all of them together.</summary>
    /// <param name="catalogue">What the settings say; gets the services of the file.</param>
    /// <param name="folder">The folder of the settings; null: there is none, so only a file that they name is read.</param>
    /// <returns>Every mistake, a sentence each, with file, line and column; empty: there is none.</returns>
    public static IReadOnlyList<string> AddTo(CatalogueOptions catalogue, string? folder)
    {
        var path = PathOf(catalogue, folder);
        if (path is null)
            return Bounded(CatalogueRules.Problems(catalogue));

        var name = catalogue.File is null ? DefaultName : catalogue.File.Trim();
        var text = Read(path, folder is null ? Environment.CurrentDirectory : Path.GetFullPath(folder), name, out var problem);
        return problem is not null ? [problem] : Bounded(AddYaml(catalogue, text, name));
    }

    /// <summary>
    /// What is probably a mistake among the services of the settings, a sentence each: what would be one in the file, but has been accepted
    /// in the settings since before there was a file.
    /// </summary>
    public static IReadOnlyList<string> Doubts(CatalogueOptions catalogue) => Bounded(CatalogueRules.Doubts(catalogue));

    // Yaml is a library of its own; only who has a file pays for loading it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<string> AddYaml(CatalogueOptions catalogue, string text, string name) =>
        CatalogueReader.AddTo(catalogue, text, name);

    private static string? PathOf(CatalogueOptions catalogue, string? folder)
    {
        if (!string.IsNullOrWhiteSpace(catalogue.File))
            return catalogue.File.Trim();

        var usual = folder is null ? null : Path.Combine(Path.GetFullPath(folder), DefaultName);
        return usual is not null && File.Exists(usual) ? usual : null;
    }

    private static string Read(string path, string folder, string name, out string? problem)
    {
        try
        {
            using var stream = File.OpenRead(Path.GetFullPath(path, folder));
            // A size can be wrong, as that of a pipe is: what is read counts.
            var bytes = new byte[LargestFile + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            problem = length > LargestFile ? $"{name} is larger than 1 MiB; leave out what nobody needs." : null;
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, length)
                .TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problem = $"{name} isn't in UTF-8; save it so.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = $"{name}, the file with the services, can't be read: {e.Message} Fix Catalogue:File, or leave it out.";
        }

        return string.Empty;
    }

    // The rest is not even looked for: the names that were probably meant take their time.
    private static IReadOnlyList<string> Bounded(IEnumerable<string> problems)
    {
        var first = problems.Take(MostProblems + 1).ToList();
        return first.Count <= MostProblems ? first : [.. first.SkipLast(1), "There are more mistakes; correct these first."];
    }
}
