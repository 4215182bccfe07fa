namespace IncidentBot.Simulator.GitHub;

/// <summary>The local GitHub's repositories; one becomes known when it is made, or with the first thing that happens in it.</summary>
internal sealed class LocalGitHub(TimeProvider clock)
{
    private readonly Dictionary<string, Repository> repositories = new(StringComparer.OrdinalIgnoreCase);
    private long lastId = 1000;

    public Lock Gate { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    public long NextId() => ++lastId;

    public Repository? Find(string owner, string name) => repositories.GetValueOrDefault($"{owner}/{name}");

    public Repository Known(string fullName)
    {
        if (!repositories.TryGetValue(fullName, out var repository)) repositories[fullName] = repository = new Repository(fullName);
        return repository;
    }
}
