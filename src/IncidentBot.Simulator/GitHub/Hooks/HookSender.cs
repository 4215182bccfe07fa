using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.GitHub.Hooks;

/// <summary>How a delivery is signed: as it should be, by another secret, or not at all.</summary>
internal enum Signing { True, Forged, None }

/// <summary>
/// Signs and sends webhooks (docs.github.com/webhooks/webhook-events-and-payloads). What fails is never sent again by itself, as GitHub
/// does not either.
/// </summary>
internal sealed class HookSender(LocalGitHub gitHub, Doorkeeper doorkeeper, Dispatcher dispatcher)
{
    private const int Most = 1_000;
    private readonly List<Hook> hooks = [];
    private readonly List<HookDelivery> deliveries = [];
    private int lastHook = 7000;

    public IReadOnlyList<Hook> Hooks => hooks;

    public IReadOnlyList<HookDelivery> Deliveries => deliveries;

    /// <summary>Called whenever something changed, hook or none, and whenever a delivery was answered; nobody by default.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>Adds a hook; GitHub greets each with a ping.</summary>
    public Hook Add(Hook hook)
    {
        if (hooks.Count >= Most) throw new GitHubIsFull("The local GitHub has too many hooks.");
        hook = hook with { Id = ++lastHook, At = gitHub.Now };
        hooks.Add(hook);
        Ping(hook);
        return hook;
    }

    public void Replace(Hook hook) => hooks[hooks.FindIndex(h => h.Id == hook.Id)] = hook;

    public void Remove(Hook hook) => hooks.RemoveAll(h => h.Id == hook.Id);

    public Hook? Find(long id) => hooks.Find(h => h.Id == id);

    public void Ping(Hook hook)
    {
        var payload = new JsonObject
        {
            ["zen"] = "Approachable is better than simple.", ["hook_id"] = hook.Id, ["hook"] = hook.ToJson(gitHub.Address()),
        };
        if (hook.Repository is { } repository) payload["repository"] = RepositoryJson.Of(gitHub.Address(), repository);
        payload["sender"] = Words.User(gitHub.Address(), Doorkeeper.TokenOwner, isOrganization: false);
        Send(hook, "ping", payload, Signing.True);
    }

    /// <summary>Tells every hook that listens what happened in a repository.</summary>
    public void Tell(Repository repository, string name, string? action, string sender, Func<string, JsonObject> payload)
    {
        Changed();
        foreach (var hook in hooks.Where(h => h.IsActive && h.Hears(name)).ToList())
        {
            if (hook.Repository is { } own && own != repository) continue;
            var installation = hook.App is null
                ? null
                : doorkeeper.Installations.FirstOrDefault(i => i.App.Id == hook.App.Id && !i.IsSuspended && i.Covers(repository));
            if (hook.App is not null && installation is null) continue;
            var api = gitHub.Address();
            var body = new JsonObject();
            if (action is not null) body["action"] = action;
            foreach (var (field, value) in payload(api)) body[field] = value?.DeepClone();
            body["repository"] ??= RepositoryJson.Of(api, repository);
            body["sender"] = Words.User(api, sender, isOrganization: false);
            if (installation is not null) body["installation"] = new JsonObject
            {
                ["id"] = installation.Id, ["node_id"] = "IN_" + Words.Text(installation.Id),
            };
            Send(hook, name, body, Signing.True);
        }
    }

    /// <summary>Sends a payload as it is.</summary>
    public HookDelivery Send(Hook hook, string name, JsonObject payload, Signing signing)
    {
        var id = gitHub.NextId();
        var guid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Words.Text(id)))[..16]);
        return Send(new HookDelivery(id, guid, hook, name, payload.ToJsonString(WireJson.Writing)) { At = gitHub.Now }, signing);
    }

    /// <summary>Sends an earlier delivery once more, with the guid and the body that it had.</summary>
    public HookDelivery Again(HookDelivery delivery) =>
        Send(
            new HookDelivery(gitHub.NextId(), delivery.Guid, Find(delivery.Hook.Id) ?? delivery.Hook, delivery.Event, delivery.Body)
            {
                IsAgain = true, At = gitHub.Now,
            },
            Signing.True);

    private HookDelivery Send(HookDelivery delivery, Signing signing)
    {
        deliveries.Add(delivery);
        if (deliveries.Count > Most) deliveries.RemoveAt(0);
        var hook = delivery.Hook;
        var body = hook.IsForm ? "payload=" + Uri.EscapeDataString(delivery.Body) : delivery.Body;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["User-Agent"] = "GitHub-Hookshot/local",
            ["X-GitHub-Delivery"] = delivery.Guid.ToString(),
            ["X-GitHub-Event"] = delivery.Event,
            ["X-GitHub-Hook-ID"] = Words.Text(hook.Id),
            ["X-GitHub-Hook-Installation-Target-ID"] = Words.Text(hook.TargetId),
            ["X-GitHub-Hook-Installation-Target-Type"] = hook.TargetType,
        };
        if (signing != Signing.None && (hook.Secret ?? (signing == Signing.Forged ? "" : null)) is { } secret)
        {
            var key = signing == Signing.Forged ? secret + " of somebody else" : secret;
            headers["X-Hub-Signature-256"] = Signature(key, body);
        }
        dispatcher.Enqueue(new OutboundRequest(
            "github." + delivery.Event, hook.Url.AbsolutePath, hook.IsForm ? "application/x-www-form-urlencoded" : "application/json", body)
        {
            Queue = "github hook " + hook.Id.ToString(CultureInfo.InvariantCulture), To = hook.Url, Headers = headers,
            Answered = (status, ms) =>
            {
                (delivery.Status, delivery.Ms) = (status, ms);
                Changed();
            },
        });
        return delivery;
    }

    // docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
    internal static string Signature(string secret, string body) => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
