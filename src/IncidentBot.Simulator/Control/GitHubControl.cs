using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.Control;

/// <summary>Sets the local GitHub up: accounts, tokens, apps, limits, webhooks; renames and removes repositories.</summary>
internal sealed class GitHubControl(GitHubDouble gitHub)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Add(routes, "rename", Rename);
        Add(routes, "remove", Remove);
        Add(routes, "users", AddUser);
        Add(routes, "tokens", DeclareToken);
        Add(routes, "access", SetAccess);
        Add(routes, "limits", SetLimits);
        Add(routes, "apps", AddApp);
        Add(routes, "installations", AddInstallation);
        Add(routes, "hooks", AddHook);
        Add(routes, "webhooks", SendWebhook);
        Add(routes, "redeliver", Redeliver);
        routes.Query("github", _ => Show());
        routes.Query("github/deliveries", _ =>
        {
            lock (gitHub.State.Gate) return new JsonArray([.. gitHub.Hooks.Deliveries.Select(d => (JsonNode)d.ToJson())]);
        });
    }

    /// <summary>The field <c>repository</c>, written owner/name.</summary>
    public static string RepositoryName(ControlRequest request, string field = "repository")
    {
        var name = request.Required(field);
        return name.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            ? name
            : throw new MalformedRequest($"\"{field}\" must be written owner/name.");
    }

    /// <summary>A command about the local GitHub, which is changed by one at a time; one that it has no room for is refused.</summary>
    public static void Command(IEndpointRouteBuilder routes, GitHubDouble gitHub, string what, Func<ControlRequest, JsonObject> act) =>
        routes.Command("github/" + what, request =>
        {
            lock (gitHub.State.Gate)
            {
                try
                {
                    return act(request);
                }
                catch (GitHubIsFull full)
                {
                    throw new MalformedRequest(full.Message);
                }
            }
        });

    private void Add(IEndpointRouteBuilder routes, string what, Func<ControlRequest, JsonObject> act) =>
        Command(routes, gitHub, what, act);

    private JsonObject Rename(ControlRequest request)
    {
        var repository = Find(RepositoryName(request));
        var to = RepositoryName(request, "to");
        if (gitHub.State.Repositories.Any(r => r.FullName.Equals(to, StringComparison.OrdinalIgnoreCase)))
            throw new MalformedRequest($"There is a repository {to} already.");
        gitHub.State.Rename(repository, to);
        return ControlRoutes.Ok(("repository", repository.FullName), ("id", repository.Id));
    }

    private JsonObject Remove(ControlRequest request)
    {
        gitHub.State.Remove(Find(RepositoryName(request)));
        return ControlRoutes.Ok();
    }

    private JsonObject AddUser(ControlRequest request)
    {
        gitHub.State.AddUser(request.Required("login"), request.Optional("type") == "Organization");
        return ControlRoutes.Ok();
    }

    private JsonObject DeclareToken(ControlRequest request)
    {
        gitHub.Doorkeeper.Declare(new DeclaredToken(request.Required("token"))
        {
            IsRevoked = request.Flag("revoked"), Login = request.Optional("login"), ExpiresAt = request.Instant("expires_at"),
            Permissions = PermissionWords.Read(request.Object("permissions")),
            Repositories = request.Body["repositories"] is null ? null : request.Texts("repositories"),
        });
        return ControlRoutes.Ok();
    }

    private JsonObject SetAccess(ControlRequest request)
    {
        gitHub.Doorkeeper.NeedsToken = request.Flag("token_required");
        return ControlRoutes.Ok();
    }

    private JsonObject SetLimits(ControlRequest request)
    {
        var limits = gitHub.Limits;
        if (request.Flag("clear")) limits.Clear();
        limits.PerHour = request.Count("limit", limits.PerHour);
        limits.PerHourWithoutToken = request.Count("anonymous", limits.PerHourWithoutToken);
        limits.SearchesPerMinute = request.Count("search", limits.SearchesPerMinute);
        if (request.Number("status") is { } status)
            limits.StatusWhenUsedUp = LimitStatus(status);
        if (new[] { "limit", "anonymous", "search" }.Any(n => request.Body[n] is not null)) limits.Forget();
        if (request.Number("remaining") is not null)
        {
            var reset = request.Instant("reset")
                ?? (request.Number("reset_in") is { } seconds ? gitHub.State.Now.AddSeconds(seconds) : null);
            limits.Set(
                gitHub.Doorkeeper.KeyOf(request.Optional("token")), request.Optional("resource") ?? "core", request.Count("remaining", 0),
                reset,
                gitHub.State.Now);
        }
        if (request.Object("secondary") is { } given)
        {
            var secondary = new ControlRequest(given);
            limits.Secondary = new SecondaryLimit
            {
                Times = secondary.Count("times", 1), OnlyWrites = secondary.Flag("writes"),
                RetryAfter = secondary.Number("retry_after") is null ? null : secondary.Count("retry_after", 0),
                Status = LimitStatus(secondary.Number("status") ?? StatusCodes.Status403Forbidden),
                Message = secondary.Optional("message") ?? SecondaryLimit.Words,
            };
        }
        return ControlRoutes.Ok();
    }

    private static int LimitStatus(long status) =>
        status is 403 or 429 ? (int)status : throw new MalformedRequest("\"status\" must be 403 or 429.");

    private JsonObject AddApp(ControlRequest request)
    {
        var key = request.Optional("public_key");
        string? secret = null;
        if (key is null)
        {
            using var made = RSA.Create(2048);
            (key, secret) = (made.ExportSubjectPublicKeyInfoPem(), made.ExportPkcs8PrivateKeyPem());
        }
        else
        {
            CheckKey(key);
        }
        var id = request.Number("id") ?? (gitHub.State.NextId() % 1_000_000_000);
        var app = new App(
            id, request.Optional("slug") ?? "incidentbot",
            request.Optional("client_id") ?? "Iv23li" + id.ToString(CultureInfo.InvariantCulture),
            key, request.Optional("owner") ?? "local")
        {
            Permissions = PermissionWords.Read(request.Object("permissions")) ?? [], Events = request.Texts("events"),
            At = gitHub.State.Now,
        };
        gitHub.Doorkeeper.Put(app);
        if (request.Optional("webhook_url") is not null)
            gitHub.Hooks.Add(new Hook(0, Address(request, "webhook_url"), request.Optional("webhook_secret"))
            {
                App = app, Events = app.Events.Count > 0 ? app.Events : Hook.Everything,
            });
        return ControlRoutes.Ok(("id", app.Id), ("slug", app.Slug), ("client_id", app.ClientId), ("private_key", secret));
    }

    private static void CheckKey(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            throw new MalformedRequest("\"public_key\" must be an RSA key in PEM.");
        }
    }

    private JsonObject AddInstallation(ControlRequest request)
    {
        var wanted = request.Number("app");
        var app = gitHub.Doorkeeper.Apps.FirstOrDefault(a => wanted is null || a.Id == wanted)
            ?? throw new MalformedRequest("\"app\" must be the id of an app.");
        var installation = new Installation(
            request.Number("id") ?? (gitHub.State.NextId() % 1_000_000_000), app, request.Required("account"),
            PermissionWords.Read(request.Object("permissions")) ?? app.Permissions)
        {
            Selected = request.Body["repositories"] is null
                ? null
                : [.. request.Texts("repositories").Select(n => n[(n.IndexOf('/', StringComparison.Ordinal) + 1)..])],
            IsSuspended = request.Flag("suspended"), At = gitHub.State.Now,
        };
        gitHub.Doorkeeper.Put(installation);
        return ControlRoutes.Ok(("id", installation.Id));
    }

    private JsonObject AddHook(ControlRequest request)
    {
        var hook = gitHub.Hooks.Add(new Hook(0, Address(request, "url"), request.Optional("secret"))
        {
            Events = request.Body["events"] is null ? Hook.Everything : request.Texts("events"),
            Repository = request.Optional("repository") is null ? null : gitHub.State.Known(RepositoryName(request)),
            IsForm = request.Optional("content_type") == "form",
        });
        return ControlRoutes.Ok(("id", hook.Id));
    }

    /// <summary>Sends any event with any payload, signed truly, by another secret, or not at all.</summary>
    private JsonObject SendWebhook(ControlRequest request)
    {
        var hook = request.Number("hook") is { } id ? gitHub.Hooks.Find(id) : gitHub.Hooks.Hooks.FirstOrDefault();
        if (hook is null) throw new MalformedRequest("There is no such hook; make one with /sim/github/hooks.");
        var signing = request.Optional("signature") switch
        {
            null or "true" => Signing.True,
            "forged" => Signing.Forged,
            "none" => Signing.None,
            _ => throw new MalformedRequest("\"signature\" must be \"true\", \"forged\" or \"none\"."),
        };
        if (request.Required("event") == "ping" && request.Object("payload") is null)
        {
            gitHub.Hooks.Ping(hook);
            return ControlRoutes.Ok(("id", gitHub.Hooks.Deliveries[^1].Id), ("delivery", gitHub.Hooks.Deliveries[^1].Guid.ToString()));
        }
        var payload = request.Object("payload") ?? throw new MalformedRequest("\"payload\" is missing; it is the event's body.");
        var delivery = gitHub.Hooks.Send(hook, request.Required("event"), payload, signing);
        return ControlRoutes.Ok(("id", delivery.Id), ("delivery", delivery.Guid.ToString()));
    }

    private JsonObject Redeliver(ControlRequest request)
    {
        var (id, guid) = (request.Number("id"), request.Optional("delivery"));
        var delivery = gitHub.Hooks.Deliveries.LastOrDefault(d => d.Id == id || d.Guid.ToString() == guid)
            ?? throw new MalformedRequest("Give the \"id\" or \"delivery\" of one of /sim/github/deliveries.");
        for (var i = request.Count("times", 1, least: 1); i > 0; i--) gitHub.Hooks.Again(delivery);
        return ControlRoutes.Ok(("delivery", delivery.Guid.ToString()));
    }

    private JsonObject Show()
    {
        lock (gitHub.State.Gate)
        {
            return ControlRoutes.Ok(
                ("repositories", new JsonArray([.. gitHub.State.Repositories.Select(r => (JsonNode)new JsonObject
                {
                    ["repository"] = r.FullName, ["id"] = r.Id, ["private"] = r.IsPrivate, ["commits"] = r.History.CommitCount,
                    ["branches"] = new JsonObject(r.History.Refs.Where(f => f.Key.StartsWith("heads/", StringComparison.Ordinal))
                        .Select(f => KeyValuePair.Create(f.Key[6..], (JsonNode?)f.Value))),
                    ["deployments"] = r.Deployments.Count, ["releases"] = r.Releases.Count,
                    ["issues"] = r.Issues.Count(i => i.Pull is null),
                    ["pulls"] = r.Pulls.Count(), ["runs"] = r.Runs.Count,
                })])),
                ("hooks", new JsonArray([.. gitHub.Hooks.Hooks.Select(h => (JsonNode)h.ToJson(gitHub.State.Address()))])),
                ("apps", new JsonArray(
                    [.. gitHub.Doorkeeper.Apps.Select(a => (JsonNode)new JsonObject { ["id"] = a.Id, ["slug"] = a.Slug })])),
                ("installations", new JsonArray([.. gitHub.Doorkeeper.Installations.Select(i => (JsonNode)new JsonObject
                {
                    ["id"] = i.Id, ["app"] = i.App.Id, ["account"] = i.Account, ["suspended"] = i.IsSuspended,
                })])));
        }
    }

    private Repository Find(string fullName) => gitHub.State.Repositories.FirstOrDefault(
        r => r.FullName.Equals(fullName, StringComparison.OrdinalIgnoreCase))
            ?? throw new MalformedRequest($"There is no repository {fullName}.");

    private static Uri Address(ControlRequest request, string field) =>
        Uri.TryCreate(request.Required(field), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new MalformedRequest($"\"{field}\" must be an address such as http://127.0.0.1:5079/github/webhooks.");
}
