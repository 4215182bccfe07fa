using IncidentBot.Postmortem.Exports.Pulls;
using Octokit;

namespace IncidentBot.GitHub.Publishing;

/// <summary>
/// Puts a file and the pictures that it shows on a branch by one commit, so that whatever interrupts it leaves the branch as it was
/// (docs.github.com/rest/git): contents, tree and commit are seen by nobody until the branch is moved to them.
/// </summary>
internal sealed class CommitWithPictures(GitHubClient git, long repository, RepositoryFile file)
{
    private const string Plain = "100644";

    /// <summary>Makes the commit on top of the branch as it was read.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="head">Where it was when the file on it was read.</param>
    /// <param name="content">The file.</param>
    /// <param name="pictures">The pictures that the file there doesn't show yet.</param>
    /// <param name="cancellationToken">Ends the reading of the pictures.</param>
    /// <exception cref="ApiValidationException">The branch has gone on; nothing was changed.</exception>
    public async Task MakeAsync(
        string branch, Reference head, string content, IReadOnlyList<RepositoryPicture> pictures, CancellationToken cancellationToken)
    {
        var on = await git.Git.Commit.Get(repository, head.Object.Sha);
        var tree = new NewTree { BaseTree = on.Tree.Sha };
        tree.Tree.Add(new NewTreeItem { Path = file.Path, Mode = Plain, Type = TreeType.Blob, Content = content });
        var taken = await TakenAsync(head.Object.Sha, pictures[0].Path);
        foreach (var picture in pictures.Where(one => !taken.Contains(one.Path)))
        {
            var bytes = Convert.ToBase64String(await picture.ReadAsync(cancellationToken));
            var blob = await git.Git.Blob.Create(repository, new NewBlob { Content = bytes, Encoding = EncodingType.Base64 });
            tree.Tree.Add(new NewTreeItem { Path = picture.Path, Mode = Plain, Type = TreeType.Blob, Sha = blob.Sha });
        }

        var made = await git.Git.Commit.Create(
            repository, new NewCommit(file.Message, (await git.Git.Tree.Create(repository, tree)).Sha, head.Object.Sha));
        await git.Git.Reference.Update(repository, $"heads/{branch}", new ReferenceUpdate(made.Sha, force: false));
    }

    // What stands there by such a name is the same picture, or people's.
    private async Task<HashSet<string>> TakenAsync(string head, string path)
    {
        try
        {
            var folder = path[..path.LastIndexOf('/')];
            return (await git.Repository.Content.GetAllContentsByRef(repository, folder, head)).Select(one => one.Path)
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (NotFoundException)
        {
            return [];
        }
    }
}
