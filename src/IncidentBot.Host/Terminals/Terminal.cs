namespace IncidentBot.Host.Terminals;

/// <summary>Where a command reads from and writes to.</summary>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">What went wrong, and progress that is no result.</param>
/// <param name="Folder">The folder that relative paths start from.</param>
/// <param name="ShowsProgress">Whether a person watches, so that a bar may be drawn.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, string Folder, bool ShowsProgress)
{
    /// <summary>This process's own.</summary>
    public static Terminal OfThisProcess() =>
        new(Console.Out, Console.Error, Directory.GetCurrentDirectory(), ShowsProgress: !Console.IsOutputRedirected);

    /// <summary>A path as the person meant it.</summary>
    public string Path(string path) => System.IO.Path.GetFullPath(path, Folder);
}
