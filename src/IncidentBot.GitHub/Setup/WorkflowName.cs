namespace IncidentBot.GitHub.Setup;

/// <summary>A workflow of a repository, as the settings name it: <c>owner/name:file</c>.</summary>
/// <param name="Repository">The repository, as <c>owner/name</c>.</param>
/// <param name="File">The name of its file, such as <c>deploy.yml</c>.</param>
internal sealed record WorkflowName(string Repository, string File)
{
    /// <summary>A workflow out of the settings; null: it is written in another way.</summary>
    public static WorkflowName? Read(string text)
    {
        const string Folder = ".github/workflows/";
        var at = text.IndexOf(':', StringComparison.Ordinal);
        if (at <= 0)
            return null;

        var file = text[(at + 1)..].Trim();
        if (file.StartsWith(Folder, StringComparison.Ordinal))
            file = file[Folder.Length..];
        return file.Length > 0 && file is not ("." or "..") && file.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? new WorkflowName(text[..at].Trim(), file)
            : null;
    }

    /// <summary>All that can be read.</summary>
    public static IEnumerable<WorkflowName> ReadAll(IEnumerable<string> texts) => texts.Select(Read).OfType<WorkflowName>().Distinct();
}
