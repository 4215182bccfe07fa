namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>A place under version control into which postmortems are put for review.</summary>
public interface IPostmortemRepository
{
    /// <summary>What the repository knows a file's content by: the same content always has the same name.</summary>
    string NameOf(string content);

    /// <summary>
    /// Puts a file on a branch of its own and opens a pull request, or brings both up to date. What is there already is looked for first,
    /// so that it may be repeated after a crash. Problems are returned as outcomes.
    /// </summary>
    Task<RepositoryOutcome> PutAsync(RepositoryFile file, CancellationToken cancellationToken);
}

/// <summary>What is put into a repository.</summary>
public sealed record RepositoryFile
{
    /// <summary>The repository, as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The branch to merge into; null: the default one.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>The branch of the pull request; where an earlier one of it is closed, a number is added.</summary>
    public required string Branch { get; init; }

    /// <summary>Where the file stands.</summary>
    public required string Path { get; init; }

    /// <summary>All of the file.</summary>
    public required string Content { get; init; }

    /// <summary>The names of all contents that the bot wrote there before or was about to write, the newest first.</summary>
    public required IReadOnlyList<string> Former { get; init; }

    /// <summary>
    /// The pictures that the file shows and that come with it; one that the file there shows already was put there with it. Default: none.
    /// </summary>
    public IReadOnlyList<RepositoryPicture> Pictures { get; init; } = [];

    /// <summary>
    /// Puts together what people changed and what is new; given the former content, the file as people left it, and the new content. Null:
    /// both changed the same place.
    /// </summary>
    public required Func<string, string, string, string?> Merge { get; init; }

    /// <summary>The pull request's title, of people's words.</summary>
    public required string Title { get; init; }

    /// <summary>The pull request's description, as Markdown, in which people's words are escaped.</summary>
    public required string Description { get; init; }

    /// <summary>What the commit says; none of people's words, since they could close issues.</summary>
    public required string Message { get; init; }
}

/// <summary>A picture that stands beside a file.</summary>
/// <param name="Path">Where it stands in the repository.</param>
/// <param name="Link">The same, seen from the file that shows it.</param>
/// <param name="ReadAsync">Reads it.</param>
public sealed record RepositoryPicture(string Path, string Link, Func<CancellationToken, Task<byte[]>> ReadAsync);

/// <summary>What came of it.</summary>
public abstract record RepositoryOutcome;

/// <summary>The repository has the draft.</summary>
/// <param name="Repository">Its name now, which may be another than the one that is set.</param>
/// <param name="Pull">The number of the pull request.</param>
/// <param name="Address">The pull request, for people.</param>
/// <param name="Change">What was done for it.</param>
public sealed record InRepository(string Repository, int Pull, Uri Address, RepositoryChange Change) : RepositoryOutcome;

/// <summary>People have changed the file where the new draft changes it too; nothing was written.</summary>
/// <param name="Repository">Its name now.</param>
/// <param name="Address">The pull request, or the file where there is none, for people.</param>
/// <param name="IsForeign">Whether the file was never the bot's.</param>
public sealed record InConflict(string Repository, Uri Address, bool IsForeign) : RepositoryOutcome;

/// <summary>It was refused, and trying again is useless until somebody does something.</summary>
/// <param name="Sentence">Why, and what to do; no secrets.</param>
public sealed record NotTaken(string Sentence) : RepositoryOutcome;

/// <summary>It may succeed later.</summary>
/// <param name="Sentence">Why not now, and what to do if it stays so; no secrets.</param>
/// <param name="Until">When to try again; null: that is not known.</param>
public sealed record NotYet(string Sentence, DateTimeOffset? Until) : RepositoryOutcome;

/// <summary>What was done for a pull request.</summary>
public enum RepositoryChange
{
    /// <summary>It was opened.</summary>
    Opened,

    /// <summary>Its file was brought up to date.</summary>
    Updated,

    /// <summary>The same, together with what people have changed in it.</summary>
    Merged,

    /// <summary>It has this draft already.</summary>
    None,
}
