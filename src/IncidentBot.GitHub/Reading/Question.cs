using System.Collections.Concurrent;
using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;

namespace IncidentBot.GitHub.Reading;

/// <summary>One search for changes: what was found, what was refused, and what keeps it short.</summary>
internal sealed class Question(GitHubReader github, AskedTime time)
{
    /// <summary>The most pages of 100 that are read of one list.</summary>
    public const int MostPages = 5;

    private readonly ConcurrentDictionary<string, ServiceChange> changes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Repository, GitHubRefusal Refusal)> refusals = [];
    private readonly ConcurrentDictionary<string, GitHubRefusal> closed = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> said = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> moved = new(StringComparer.OrdinalIgnoreCase);

    public AskedTime Time => time;

    public IEnumerable<ServiceChange> Changes => changes.Values;

    public IEnumerable<(string Repository, GitHubRefusal Refusal)> Refusals => refusals;

    /// <summary>What people should know, such as what was not looked at; a sentence each.</summary>
    public IEnumerable<string> Sentences => said.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether anything of a repository was refused.</summary>
    public bool IsRefused(RepositoryToAsk repository) => refusals.Any(one => one.Repository == repository.Name);

    /// <summary>Whether a repository has another name now.</summary>
    public bool HasMoved(RepositoryToAsk repository) => moved.ContainsKey(repository.Name);

    /// <summary>Keeps a change, or what more is known of it.</summary>
    public void Found(ServiceChange change) => changes[change.Key] = change;

    public void Say(string sentence) => said.TryAdd(sentence, sentence);

    public void Refuse(RepositoryToAsk repository, GitHubRefusal refusal)
    {
        if (refusal.ConcernsAll)
            closed.TryAdd(github.ScopeOf(repository.Owner), refusal);

        refusals.Enqueue((repository.Name, refusal));
    }

    /// <summary>Reads a list page by page, as far as it can be read; a refusal or a limit is kept, and said.</summary>
    /// <param name="repository">Whose list it is.</param>
    /// <param name="list">What it is.</param>
    /// <param name="isEnough">Whether what follows this item need not be read.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<Listed<T>> ListAsync<T>(
        RepositoryToAsk repository, GitHubList list, Func<T, bool> isEnough, CancellationToken cancellationToken) =>
        ListAsync<List<T>, T>(repository, list, page => page, isEnough, cancellationToken);

    /// <summary>The same where a page isn't a list by itself.</summary>
    public async Task<Listed<T>> ListAsync<TPage, T>(
        RepositoryToAsk repository, GitHubList list, Func<TPage, IReadOnlyList<T>> itemsOf, Func<T, bool> isEnough,
        CancellationToken cancellationToken)
        where TPage : class
    {
        var items = new List<T>();
        Uri? address = github.Address($"repos/{repository.Name}/{list.Path}");
        for (var page = 0; address is not null; page++)
        {
            if (page == list.MostPages)
            {
                Say(list.TooLong(repository.Name));
                break;
            }

            var answer = await GetAsync<TPage>(repository, address, cancellationToken);
            if (answer.Refusal is { Kind: RefusalKind.NotFound } && list.Missing is not null)
            {
                Say(list.Missing);
                break;
            }

            if (answer.Refusal is { } refusal)
            {
                Refuse(repository, refusal with { Permission = refusal.Permission ?? list.Needs });
                if (items.Count > 0)
                    Say($"GitHub's list of the {list.Of} of {repository.Name} broke off, so some may be missing.");
                return new Listed<T>(items, IsRefused: true);
            }

            var read = itemsOf(answer.Body!);
            items.AddRange(read);
            if (read.Count == 0 && answer.Next is not null)
                Say($"GitHub's list of the {list.Of} of {repository.Name} ended early, so some may be missing.");
            address = read.Count == 0 || isEnough(read[^1]) ? null : answer.Next;
        }

        return new Listed<T>(items, IsRefused: false);
    }

    /// <summary>Reads one thing; null: it was refused, and what is done about that is up to who asks.</summary>
    public async Task<(T? Body, GitHubRefusal? Refusal)> FindAsync<T>(
        RepositoryToAsk repository, string path, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await GetAsync<T>(repository, github.Address($"repos/{repository.Name}{path}"), cancellationToken);
        return (answer.Body, answer.Refusal);
    }

    private async Task<GitHubAnswer<T>> GetAsync<T>(RepositoryToAsk repository, Uri address, CancellationToken cancellationToken)
        where T : class
    {
        await github.Turns.WaitAsync(cancellationToken);
        try
        {
            if (closed.TryGetValue(github.ScopeOf(repository.Owner), out var refusal))
                return GitHubAnswer<T>.Refused(refusal);

            var answer = await github.GetAsync<T>(repository.Owner, address, cancellationToken);
            if (answer.HasMoved)
                moved.TryAdd(repository.Name, true);
            return answer;
        }
        finally
        {
            github.Turns.Release();
        }
    }
}
