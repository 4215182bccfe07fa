using System.Text;

namespace IncidentBot.Postmortem.Templates;

/// <summary>Reads the files of an organisation's templates, once, at start.</summary>
public static class TemplateFiles
{
    private const int MostMistakes = 20;

    /// <summary>Gives the settings the templates of the files that they name.</summary>
    /// <param name="options">What the settings say.</param>
    /// <param name="folder">What the names of files are relative to; null: the current folder.</param>
    /// <returns>Every mistake, a sentence each, with the setting, the file, line and column; empty: there is none.</returns>
    public static IReadOnlyList<string> AddTo(PostmortemOptions options, string? folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        var full = Read("Postmortem:Template", options.Template, folder, problems);
        var light = Read("Postmortem:LightTemplate", options.LightTemplate, folder, problems);
        if (full is not null || light is not null)
            options.OwnTemplates = new DraftTemplates(full ?? DraftTemplates.Usual.Full, light ?? DraftTemplates.Usual.Light);
        return problems;
    }

    /// <summary>The text of a template.</summary>
    /// <param name="content">The content of its file.</param>
    /// <param name="problem">What is wrong with it, behind the file's name; null: nothing.</param>
    public static string TextOf(ReadOnlySpan<byte> content, out string? problem)
    {
        problem = content.Length > DraftTemplate.LargestFile ? $"is larger than {DraftTemplate.LargestFile / 1024} KiB." : null;
        if (problem is not null)
            return string.Empty;
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            problem = "isn't in UTF-8; save it so.";
            return string.Empty;
        }
    }

    private static DraftTemplate? Read(string setting, string? file, string? folder, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(file))
            return null;

        var name = file.Trim();
        var text = ReadText(Path.GetFullPath(name, Path.GetFullPath(folder ?? Environment.CurrentDirectory)), out var problem);
        if (problem is not null)
        {
            problems.Add($"{setting}: {name} {problem} It must be a template such as the command \"template show\" prints.");
            return null;
        }

        var (template, mistakes) = DraftTemplate.Read(text);
        problems.AddRange(mistakes.Take(MostMistakes).Select(mistake => $"{setting}: {name}, {mistake}"));
        if (mistakes.Count > MostMistakes)
            problems.Add($"{setting}: {name} has more mistakes; correct these first.");
        return template;
    }

    private static string ReadText(string path, out string? problem)
    {
        try
        {
            using var stream = File.OpenRead(path);
            // A size can be wrong, as that of a pipe is: what is read counts.
            var bytes = new byte[DraftTemplate.LargestFile + 1];
            return TextOf(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), out problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = $"can't be read: {e.Message}";
            return string.Empty;
        }
    }
}
