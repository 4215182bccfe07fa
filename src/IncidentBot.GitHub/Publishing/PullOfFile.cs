using System.Net;
using System.Text;
using IncidentBot.Postmortem.Exports.Pulls;
using Octokit;

namespace IncidentBot.GitHub.Publishing;

/// <summary>
/// Puts one file on its branch and into its pull request. Everything is looked for by its name before it is made, so that it may be
/// repeated after any step.
/// </summary>
internal sealed class PullOfFile(GitHubClient git, Repository repository, RepositoryFile file, CancellationToken cancellationToken)
{
    private const int MostBranches = 50, MostRaces = 3, MostFormer = 10;

    private readonly long id = repository.Id;
    private readonly string into = file.BaseBranch ?? repository.DefaultBranch;
    private readonly PullWords words = new(file);
    private readonly CommitWithPictures pictures = new(git, repository.Id, file);

    /// <summary>Does what is left to be done.</summary>
    public async Task<RepositoryOutcome> PutAsync()
    {
        var (branch, open, former) = await BranchAsync();
        for (var race = 1; ; race++)
        {
            var head = await FindHeadAsync(branch);
            var exists = head is not null;
            var there = await FindFileAsync(head?.Object.Sha ?? into);
            var (wanted, isMerged) = await WantedAsync(there);
            if (wanted is null)
                return new InConflict(
                    repository.FullName, open is null ? PageOf(exists ? branch : into) : Page(open), file.Former.Count == 0);

            var isWritten = there?.Sha == BlobName.Of(wanted);
            if (isWritten && !exists && former is not null)
                return new InRepository(repository.FullName, former.Number, Page(former), RepositoryChange.None);
            if (!exists && await MakeBranchAsync(branch) is { } refusal)
                return refusal;
            if (!isWritten && !await TryWriteAsync(branch, head, wanted, there, race))
                continue;

            var pull = open is null ? await OpenAsync(branch) : await DescribeAsync(open);
            var change = open is null ? RepositoryChange.Opened
                : isWritten ? RepositoryChange.None : isMerged ? RepositoryChange.Merged : RepositoryChange.Updated;
            return new InRepository(repository.FullName, pull.Number, Page(pull), change);
        }
    }

    // A closed pull request is somebody's decision: what comes after it gets one of its own.
    private async Task<(string Name, PullRequest? Open, PullRequest? Former)> BranchAsync()
    {
        PullRequest? former = null;
        for (var number = 1; number <= MostBranches; number++)
        {
            var name = number == 1 ? file.Branch : $"{file.Branch}-{number}";
            var pulls = await git.PullRequest.GetAllForRepository(
                id, new PullRequestRequest { Head = $"{repository.Owner.Login}:{name}", State = ItemStateFilter.All });
            if (pulls.Count == 0 || pulls.Any(IsOpen))
                return (name, pulls.FirstOrDefault(IsOpen), former);
            former = pulls[0];
        }

        throw new InvalidOperationException($"{repository.FullName} has {MostBranches} closed pull requests of {file.Branch}.");
    }

    private async Task<Reference?> FindHeadAsync(string branch)
    {
        try
        {
            // Octokit asks at an address that GitHub no longer describes.
            var address = new Uri($"repositories/{repository.Id}/git/ref/heads/{branch}", UriKind.Relative);
            return (await git.Connection.Get<Reference>(address, null)).Body;
        }
        catch (ApiException none) when (none.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // 409: the repository is empty.
            return null;
        }
    }

    private async Task<RepositoryContent?> FindFileAsync(string branch)
    {
        try
        {
            return (await git.Repository.Content.GetAllContentsByRef(id, file.Path, branch)).FirstOrDefault(one => one.Path == file.Path);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    // What isn't the bot's own text is people's, and stays.
    private async Task<(string? Content, bool IsMerged)> WantedAsync(RepositoryContent? there)
    {
        if (there is null || there.Sha == BlobName.Of(file.Content) || file.Former.Contains(there.Sha, StringComparer.Ordinal))
            return (file.Content, false);

        foreach (var former in file.Former.Take(MostFormer))
        {
            if (await FindBlobAsync(former) is { } begun)
                return (file.Merge(begun, await FindBlobAsync(there.Sha) ?? "", file.Content), true);
        }

        return (null, false);
    }

    // Not with the file itself, which GitHub leaves empty above a megabyte.
    private async Task<string?> FindBlobAsync(string sha)
    {
        try
        {
            var blob = await git.Git.Blob.Get(id, sha);
            return blob.Encoding.Value == EncodingType.Base64
                ? Encoding.UTF8.GetString(Convert.FromBase64String(blob.Content))
                : blob.Content;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private async Task<NotTaken?> MakeBranchAsync(string branch)
    {
        if (await FindHeadAsync(into) is not { } begin)
            return file.BaseBranch is null
                ? PublishingProblems.Empty(repository.FullName)
                : PublishingProblems.NoBase(repository.FullName, into);
        try
        {
            await git.Git.Reference.Create(id, new NewReference($"refs/heads/{branch}", begin.Object.Sha));
        }
        catch (ApiValidationException taken) when (Says(taken, "already exists"))
        {
            // Another try of the same made it.
        }

        return null;
    }

    // False: somebody was faster, or the branch is new, and has to be read first.
    private async Task<bool> TryWriteAsync(string branch, Reference? head, string wanted, RepositoryContent? there, int race)
    {
        try
        {
            var added = file.Pictures.Count == 0 ? [] : Added(wanted, there is null ? "" : await FindBlobAsync(there.Sha) ?? "");
            if (added.Count > 0 && head is null)
                return false;
            if (added.Count > 0)
                await pictures.MakeAsync(branch, head!, wanted, added, cancellationToken);
            else if (there is null)
                await git.Repository.Content.CreateFile(id, file.Path, new CreateFileRequest(file.Message, wanted, branch));
            else
                await git.Repository.Content.UpdateFile(id, file.Path, new UpdateFileRequest(file.Message, wanted, there.Sha, branch));
            return true;
        }
        catch (ApiException stale) when (race < MostRaces && IsStale(stale))
        {
            return false;
        }
    }

    // What the file there shows was put there with it: where it no longer is, people have taken it away.
    private List<RepositoryPicture> Added(string wanted, string there) =>
        [.. file.Pictures.Where(one => Shows(wanted, one) && !Shows(there, one))];

    private static bool Shows(string text, RepositoryPicture picture) => text.Contains($"]({picture.Link})", StringComparison.Ordinal);

    private async Task<PullRequest> OpenAsync(string branch)
    {
        try
        {
            return await git.PullRequest.Create(id, new NewPullRequest(words.Title, branch, into) { Body = words.Body });
        }
        catch (ApiValidationException taken) when (Says(taken, "already exists"))
        {
            var head = new PullRequestRequest { Head = $"{repository.Owner.Login}:{branch}" };
            return (await git.PullRequest.GetAllForRepository(id, head))[0];
        }
    }

    // The title and what people wrote around the bot's own words are theirs.
    private async Task<PullRequest> DescribeAsync(PullRequest open) => words.BodyIn(open.Body) is { } body
        ? await git.PullRequest.Update(id, open.Number, new PullRequestUpdate { Body = body })
        : open;

    // 409: the file, or its branch, is no longer the one that was read; 422: there was no file, and now there is, or the branch went on.
    private static bool IsStale(ApiException failure) =>
        (failure.StatusCode == HttpStatusCode.Conflict && !Says(failure, "rule violation"))
        || (failure is ApiValidationException && (Says(failure, "sha") || Says(failure, "fast forward")));

    private static bool Says(ApiException failure, string words) =>
        PublishingProblems.Words(failure).Contains(words, StringComparison.OrdinalIgnoreCase);

    private static bool IsOpen(PullRequest pull) => pull.State.Value == ItemState.Open;

    private static Uri Page(PullRequest pull) => new(pull.HtmlUrl);

    private Uri PageOf(string branch) => new($"{repository.HtmlUrl}/blob/{branch}/{file.Path}");
}
