using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.GitHub.Access;

/// <summary>Who a call comes from and what it may do.</summary>
internal sealed record Identity
{
    public static Identity Nobody { get; } = new() { Key = "" };

    /// <summary>By what its requests are counted: a user or an installation; empty: no token was sent.</summary>
    public required string Key { get; init; }

    /// <summary>The account it acts as; null: none.</summary>
    public string? Login { get; init; }

    /// <summary>The app itself, by its signed token; null: not an app.</summary>
    public App? App { get; init; }

    /// <summary>The installation whose token it is; null: a person's token.</summary>
    public Installation? Installation { get; init; }

    /// <summary>What it may do, such as <c>issues: write</c>; null: everything.</summary>
    public IReadOnlyDictionary<string, string>? Permissions { get; init; }

    /// <summary>The repositories it reaches by id; null: all.</summary>
    public IReadOnlyCollection<long>? Repositories { get; init; }

    public bool IsAnonymous => Key.Length == 0;

    public bool Reaches(Repository repository) =>
        !IsAnonymous && App is null && (Repositories?.Contains(repository.Id) ?? true) && (Installation?.Covers(repository) ?? true);

    public bool May(string permission, bool write) => Permissions is null
        || (Permissions.TryGetValue(permission, out var level) && (level is "write" or "admin" || !write))
        || (permission == "metadata" && !write);
}

/// <summary>A GitHub App: a key to sign with, and where its webhooks go.</summary>
internal sealed record App(long Id, string Slug, string ClientId, string PublicKey, string Owner)
{
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Events { get; init; } = [];

    public DateTimeOffset At { get; init; }
}

/// <summary>An app's installation on an account.</summary>
internal sealed record Installation(long Id, App App, string Account, IReadOnlyDictionary<string, string> Permissions)
{
    /// <summary>The names it was installed on; null: all of the account.</summary>
    public IReadOnlyCollection<string>? Selected { get; init; }

    public bool IsSuspended { get; init; }

    public DateTimeOffset At { get; init; }

    public bool Covers(Repository repository) => repository.Owner.Equals(Account, StringComparison.OrdinalIgnoreCase)
        && (Selected is null || Selected.Contains(repository.Name, StringComparer.OrdinalIgnoreCase));
}

/// <summary>What the control API said of a token.</summary>
internal sealed record DeclaredToken(string Token)
{
    public bool IsRevoked { get; init; }

    public string? Login { get; init; }

    public IReadOnlyDictionary<string, string>? Permissions { get; init; }

    /// <summary>Full names; null: all.</summary>
    public IReadOnlyCollection<string>? Repositories { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Reads permissions out of JSON.</summary>
internal static class PermissionWords
{
    public static Dictionary<string, string>? Read(JsonObject? body)
    {
        if (body is null) return null;
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, level) in body) read[name] = level?.ToString() ?? "read";
        return read;
    }

    public static JsonObject Write(IReadOnlyDictionary<string, string> permissions) =>
        [.. permissions.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))];
}
