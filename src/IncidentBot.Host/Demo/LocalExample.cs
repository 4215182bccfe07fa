using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Catalogue;

namespace IncidentBot.Host.Demo;

/// <summary>
/// A small shop for people who have set up nothing yet: four services that stand on each other, and what was deployed of them in the last
/// day, so that their first incident has something to rank.
/// </summary>
internal static class LocalExample
{
    /// <summary>The service that the suggested command names.</summary>
    public const string Service = "checkout";

    private const string Owner = "acme", Live = "success", Production = "production";

    // Minutes before the start, oldest first.
    private static readonly ExampleDeploy[] Deploys =
    [
        new(1380, "search", "v5.1.0", "kenji", "Rank exact matches first", "src/Ranking.cs"),
        new(1290, "payments", "v3.8.0", "priya", "Show the card's last digits on receipts", "src/Receipts.cs"),
        new(1200, "checkout", "v2.3.0", "sam", "Gift cards at checkout", "src/GiftCards.cs", "src/Totals.cs"),
        new(370, "catalog", "v1.14.0", "alex", "Show stock by warehouse", "src/Stock.cs", "migrations/0042_warehouse.sql"),
        new(185, "search", "v5.2.0", "kenji", "Try the new tokenizer", "src/Tokenizer.cs") { Environment = "staging" },
        new(96, "payments", "v3.9.0", "priya", "Retry declined cards once", "src/Retries.cs"),
        new(41, "catalog", "v1.14.1", "alex", "Load pictures only when they are seen", "src/Pictures.cs") { State = "failure" },
        new(12, "checkout", "v2.3.1", "sam", "Keep whole baskets in the cache", "src/Baskets.cs", "config/cache.yaml"),
        new(5, "payments", "v3.9.1", "priya", "Wait longer for the card gateway", "config/gateway.yaml") { State = "waiting" },
    ];

    /// <summary>The third party that payments stand on, and the name of its page at the local simulator.</summary>
    public const string Provider = "cardgate";

    /// <summary>The four services, and the third party that one of them stands on.</summary>
    /// <param name="simulator">The address of the simulator, which has its status page.</param>
    public static CatalogueOptions Catalogue(string simulator)
    {
        var catalogue = new CatalogueOptions();
        catalogue.Providers[Provider] = new CatalogueProvider { Page = $"{simulator}/status/{Provider}" };
        Add(catalogue, Service, "payments", "catalog");
        Add(catalogue, "payments");
        Add(catalogue, "catalog", "search");
        Add(catalogue, "search");
        catalogue.Services["payments"].Providers = [Provider];
        return catalogue;
    }

    /// <summary>Makes the catalogue's repositories in the local GitHub.</summary>
    public static async Task AddRepositoriesAsync(
        SimulatorClient simulator, CatalogueOptions catalogue, CancellationToken cancellationToken)
    {
        foreach (var repository in catalogue.Services.Values.SelectMany(service => service.Repositories))
            await simulator.AddRepositoryAsync(repository, cancellationToken);
    }

    /// <summary>Makes the commits that the example deploys.</summary>
    /// <param name="simulator">Sets the local GitHub up.</param>
    /// <param name="now">What their times are counted back from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task CommitAsync(SimulatorClient simulator, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var deploy in Deploys)
            await simulator.AddCommitAsync(Committed(deploy, now.AddMinutes(-deploy.MinutesAgo - 20)), cancellationToken);
    }

    /// <summary>
    /// Makes the example's deploys; not during an incident, which would take them for new ones.
    /// </summary>
    /// <param name="simulator">Sets the local GitHub up; it has their commits.</param>
    /// <param name="now">What their times are counted back from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task DeployAsync(SimulatorClient simulator, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var deploy in Deploys)
            await simulator.AddDeploymentAsync(Deployed(deploy, now.AddMinutes(-deploy.MinutesAgo)), cancellationToken);
    }

    /// <summary>Makes the example's trouble visible: since a moment after the newest deploy, a tail of slow requests and errors.</summary>
    /// <param name="simulator">Sets the local Prometheus up.</param>
    /// <param name="now">What its times are counted back from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task ShapeSignalsAsync(SimulatorClient simulator, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await simulator.ShapeSignalAsync(Stepped("histogram_quantile(0.99,", 0.3, 12, now), cancellationToken);
        await simulator.ShapeSignalAsync(Stepped("5..", 0.001, 0.124, now), cancellationToken);
    }

    private static JsonObject Stepped(string words, double usual, double level, DateTimeOffset now) => new()
    {
        ["match"] = new JsonArray(words, $"\"{Service}\""), ["form"] = "step", ["usual"] = usual, ["level"] = level,
        ["at"] = SimulatorClient.Iso(now.AddMinutes(-10)),
    };

    private static void Add(CatalogueOptions catalogue, string name, params string[] dependencies) =>
        catalogue.Services[name] = new CatalogueService
        {
            Owners = ["oncall"], Repositories = [$"{Owner}/{name}"], Environments = [Production], Dependencies = dependencies,
            Links =
            [
                new ServiceLink { Name = "Overview", Url = $"https://grafana.example.com/d/{name}", Kind = LinkKind.Grafana },
                new ServiceLink
                {
                    Name = "Errors", Url = $"https://logs.example.com/search?service={name}&level=error&from={{start:iso}}&to={{end:iso}}",
                    Group = LinkGroup.Logs,
                },
                new ServiceLink { Name = "Trace", Url = "https://jaeger.example.com/trace/{trace}", Group = LinkGroup.Traces },
                new ServiceLink { Url = $"https://wiki.example.com/runbooks/{name}", Group = LinkGroup.Runbook },
            ],
            Signals = [new ServiceSignals { Profile = "otel" }],
            Commands = [new ServiceCommand { Name = "Roll back", Text = $"kubectl -n shop rollout undo deployment/{name}" }],
        };

    private static JsonObject Committed(ExampleDeploy deploy, DateTimeOffset at) => new()
    {
        ["repository"] = deploy.Repository,
        ["commits"] = new JsonArray(new JsonObject
        {
            ["sha"] = deploy.Sha, ["message"] = deploy.Words, ["author"] = deploy.Author, ["at"] = SimulatorClient.Iso(at),
            ["files"] = new JsonArray([.. deploy.Files.Select(file => (JsonNode)file)]),
        }),
    };

    private static JsonObject Deployed(ExampleDeploy deploy, DateTimeOffset at) => new()
    {
        ["repository"] = deploy.Repository, ["environment"] = deploy.Environment, ["ref"] = deploy.Version, ["sha"] = deploy.Sha,
        ["description"] = deploy.Words,
        ["statuses"] = new JsonArray(new JsonObject { ["state"] = deploy.State, ["at"] = SimulatorClient.Iso(at) }),
    };

    private sealed record ExampleDeploy(
        int MinutesAgo, string Service, string Version, string Author, string Words, params string[] Files)
    {
        public string Environment { get; init; } = Production;

        public string State { get; init; } = Live;

        public string Repository => $"{Owner}/{Service}";

        public string Sha => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Service} {Version}"))[..20]);
    }
}
