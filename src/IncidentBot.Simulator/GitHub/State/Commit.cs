namespace IncidentBot.Simulator.GitHub.State;

/// <summary>What a commit did to one file.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Status"><c>added</c>, <c>modified</c>, <c>removed</c> or <c>renamed</c>.</param>
/// <param name="Additions">Lines added.</param>
/// <param name="Deletions">Lines removed.</param>
internal sealed record FileChange(string Name, string Status, int Additions, int Deletions)
{
    /// <summary>The hunks; null where nobody gave them, as GitHub leaves them out for binary and large files.</summary>
    public string? Patch { get; init; }

    public string? FormerName { get; init; }

    /// <summary>The file afterwards; null: nobody gave it, or it is gone.</summary>
    public string? Blob { get; init; }
}

/// <summary>A commit: its parents, and what it changed.</summary>
internal sealed class Commit(string sha, string message, string author, DateTimeOffset at, IReadOnlyList<FileChange> changes)
{
    public string Sha { get; } = sha;

    public string Message { get; } = message;

    public string Author { get; } = author;

    public DateTimeOffset At { get; } = at;

    public IReadOnlyList<FileChange> Changes { get; } = changes;

    /// <summary>Oldest first parent; none for a first commit. A commit of a story told out of order gets another one later.</summary>
    public List<string> Parents { get; init; } = [];

    /// <summary>The tree of a commit that was made through the API; null: its files follow from its parent's and its changes.</summary>
    public string? Tree { get; init; }

    public string? Email { get; init; }

    public string TreeSha => Tree ?? GitObjects.MadeUpSha("tree of " + Sha);
}
