using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.WebApi;

/// <summary>
/// What the simulator knows of one Web API method. Scopes are alternatives, any one is enough; <c>*:read</c> stands for the
/// scope of the channel's kind (channels, groups, im, mpim).
/// </summary>
internal sealed record ApiMethod(string Name, bool TakesJson, string[] Scopes, Func<MethodCall, JsonObject> Handle)
{
    private static readonly string[] Families = ["channels", "groups", "im", "mpim"];

    /// <summary>Whether it changes something, so that it must be posted; by default whatever takes JSON.</summary>
    public bool IsWrite { get; init; } = TakesJson;

    /// <summary>Whether a call without a token is answered.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The scopes of which one is needed at least, whatever the channel.</summary>
    public IReadOnlyList<string> AcceptedScopes => [.. Families.SelectMany(ScopesFor).Distinct(StringComparer.Ordinal)];

    /// <summary>The scopes of which one is needed for a channel of this kind.</summary>
    public IReadOnlyList<string> ScopesFor(string family) =>
        [
            .. Scopes.Where(s => s[0] == '*' || !s.StartsWith("channels:", StringComparison.Ordinal)
                || family == "channels").Select(s => Expand(s, family)),
        ];

    // The wide channels:write was split; what is left of it for public channels is called channels:manage.
    private static string Expand(string scope, string family) => scope switch
    {
        "*:write" when family == "channels" => "channels:manage",
        ['*', .. var rest] => family + rest,
        _ => scope,
    };
}
