using System.Collections.Concurrent;
using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;

namespace IncidentBot.GitHub.Reading;

/// <summary>The time that a search is about.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end.</param>
/// <param name="Earliest">How old a deployment may be for its statuses to be read.</param>
/// <param name="Now">When it is asked.</param>
internal sealed record AskedTime(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Earliest, DateTimeOffset Now)
{
    // GitHub's clock and this machine's are never quite the same.
    private static readonly TimeSpan UsualSkew = TimeSpan.FromMinutes(1);

    public bool Holds(DateTimeOffset at) => at >= From && at <= To;

    /// <summary>An instant by this machine's clock: what lies in the future happened just now.</summary>
    public DateTimeOffset Read(DateTimeOffset at) => at <= Now || at <= To ? at : Now - To <= UsualSkew ? To : Now;

    /// <summary>Whether an instant lies so far in the future that a clock must be wrong.</summary>
    public bool IsWrong(DateTimeOffset at) => at > Now + UsualSkew && at > To + UsualSkew;
}

/// <summary>One search for changes: what was found, what was refused, and what keeps it short.</summary>
internal sealed class Question(GitHubReader github, AskedTime time) : IDisposable
{
    /// <summary>The most pages of 100 that are read of one list.</summary>
    public const int MostPages = 5;

    private readonly ConcurrentDictionary<string, ServiceChange> changes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Repository, GitHubRefusal Refusal)> refusals = [];
    private readonly ConcurrentDictionary<string, GitHubRefusal> closed = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> said = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> moved = new(StringComparer.OrdinalIgnoreCase);

    // GitHub allows 100 at a time over all of an account's programs; a question must not be what uses them up.
    private readonly SemaphoreSlim atOnce = new(4);

    public AskedTime Time => time;

    public IEnumerable<ServiceChange> Changes => changes.Values;

    public IEnumerable<(string Repository, GitHubRefusal Refusal)> Refusals => refusals;

    /// <summary>What people should know, such as what was not looked at; a sentence each.</summary>
    public IEnumerable<string> Sentences => said.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether anything of a repository was refused.</summary>
    public bool IsRefused(RepositoryToAsk repository) => refusals.Any(one => one.Repository == repository.Name);

    /// <summary>Whether a repository has another name now.</summary>
    public bool HasMoved(RepositoryToAsk repository) => moved.ContainsKey(repository.Name);

    public void Dispose() => atOnce.Dispose();

    /// <summary>Keeps a change, or what more is known of it.</summary>
    public void Found(ServiceChange change) => changes[change.Key] = change;

    public void Say(string sentence) => said.TryAdd(sentence, sentence);

    public void Refuse(RepositoryToAsk repository, GitHubRefusal refusal)
    {
        if (refusal.ConcernsAll)
            closed.TryAdd(github.ScopeOf(repository.Owner), refusal);

        refusals.Enqueue((repository.Name, refusal));
    }

    /// <summary>Reads a list page by page; a refusal or a limit is kept, and said.</summary>
    /// <param name="repository">Whose list it is.</param>
    /// <param name="list">What it is.</param>
    /// <param name="isEnough">Whether what follows this item need not be read.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<List<T>> ListAsync<T>(
        RepositoryToAsk repository, GitHubList list, Func<T, bool> isEnough, CancellationToken cancellationToken) =>
        ListAsync<List<T>, T>(repository, list, page => page, isEnough, cancellationToken);

    /// <summary>The same where a page isn't a list by itself.</summary>
    public async Task<List<T>> ListAsync<TPage, T>(
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
                break;
            }

            var read = itemsOf(answer.Body!);
            items.AddRange(read);
            if (read.Count == 0 && answer.Next is not null)
                Say($"GitHub's list of the {list.Of} of {repository.Name} ended early, so some may be missing.");
            address = read.Count == 0 || isEnough(read[^1]) ? null : answer.Next;
        }

        return items;
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
        await atOnce.WaitAsync(cancellationToken);
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
            atOnce.Release();
        }
    }
}

/// <summary>A list of a repository.</summary>
/// <param name="Path">Where it is, below the repository.</param>
/// <param name="Of">What it holds, such as <c>deployments</c>.</param>
/// <param name="Needs">The permission to read it, such as <c>deployments</c>.</param>
/// <param name="MostPages">The most pages of 100 that are read.</param>
internal sealed record GitHubList(string Path, string Of, string Needs, int MostPages = Question.MostPages)
{
    /// <summary>What to say if it isn't there; null: then the repository isn't.</summary>
    public string? Missing { get; init; }

    /// <summary>Says that there is more than was read.</summary>
    public string TooLong(string repository) =>
        string.Create(CultureInfo.InvariantCulture, $"{repository} has more than {MostPages * 100} {Of} to look through, ")
            + $"so older ones may be missing{Advice}.";

    private string Advice => Of == "deployments" ? ": name the environments that count under Catalogue:Services" : "";
}
