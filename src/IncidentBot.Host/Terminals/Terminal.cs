namespace IncidentBot.Host.Terminals;

/// <summary>Where a command reads from and writes to.</summary>
/// <param name="Out">For results.</param>
/// <param name="Error">For errors.</param>
/// <param name="Folder">The folder that relative paths start from.</param>
/// <param name="ShowsProgress">Whether a person is watching, so that a progress bar may be drawn.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, string Folder, bool ShowsProgress)
{
    /// <summary>For results, without what could steer the terminal.</summary>
    public TextWriter Out { get; } = new TerminalWriter(Out);

    /// <summary>For errors, in the same way.</summary>
    public TextWriter Error { get; } = new TerminalWriter(Error);

    /// <summary>For the bytes of a record, which a file has as they are; a person who is watching has them like anything else.</summary>
    public TextWriter Record { get; } = ShowsProgress ? new TerminalWriter(Out) : Out;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfThisProcess() =>
        new(Console.Out, Console.Error, Directory.GetCurrentDirectory(), ShowsProgress: !Console.IsOutputRedirected);

    /// <summary>The full path of a path that the person gave.</summary>
    public string Path(string path) => System.IO.Path.GetFullPath(path, Folder);
}
