using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Access;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Pages;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.GitHub.Writes;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.GitHub;

/// <summary>
/// <c>/github/...</c>, and <c>/api/v3/...</c> as on a GitHub Enterprise Server: GitHub's REST API. Each call passes the faults, the token,
/// the limits, the repository and the permission, in this order, and is answered with JSON whatever happens.
/// </summary>
internal sealed class GitHubEndpoints(GitHubDouble gitHub, CallRunner runner)
{
    private const string EnterpriseRoot = "/api/v3";
    private const int LongestJournaledBody = 20_000;

    /// <summary>Takes calls to an Enterprise Server's address for calls to the one of the local GitHub.</summary>
    public static Task AcceptEnterprisePath(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(EnterpriseRoot, StringComparison.Ordinal, out var rest))
        {
            context.Items[EnterpriseRoot] = true;
            context.Request.Path = "/github" + rest;
        }
        return next(context);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in RepositoryRoutes())
        {
            RequestDelegate run = context => RunAsync(context, route.Name, call => Answer(call, route));
            routes.MapMethods("/github/repos/{owner}/{repo}" + route.Path, [route.Verb], run);
            routes.MapMethods("/github/repositories/{repository:long}" + route.Path, [route.Verb], run);
        }
        foreach (var route in AccountRoutes())
            routes.MapMethods("/github" + route.Path, [route.Verb], context => RunAsync(context, route.Name, call => Answer(call, route)));
        // What a repository has not is looked for in it all the same: it may be somewhere else, or not to be seen.
        foreach (var path in new[] { "/github/repos/{owner}/{repo}/{**rest}", "/github/repositories/{repository:long}/{**rest}" })
            routes.Map(path, context => RunAsync(context, "unknown", call => Answer(
                call, new RepositoryRoute(call.Method, "", "unknown", "metadata", (_, _) => throw GitHubRefusal.NotFound()))));
        routes.MapGet("/github/{owner}/{repo}/{**page}", ShowAsync);
        routes.Map("/github/{**rest}", context => RunAsync(context, "unknown", _ => throw GitHubRefusal.NotFound()));
    }

    // The pages that answers link to; what is none is no address of the API either.
    private Task ShowAsync(HttpContext context)
    {
        HtmlPage? page;
        // The web server leaves this one as it is.
        var path = ((string?)context.Request.RouteValues["page"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        lock (gitHub.State.Gate)
        {
            var (owner, name) = ((string)context.Request.RouteValues["owner"]!, (string)context.Request.RouteValues["repo"]!);
            page = (gitHub.State.Find(owner, name) ?? gitHub.State.FindRenamed(owner, name)) is { } repository
                ? GitHubPages.Find(repository, path)
                : null;
        }
        return page?.SendAsync(context) ?? RunAsync(context, "unknown", _ => throw GitHubRefusal.NotFound());
    }

    private IEnumerable<RepositoryRoute> RepositoryRoutes() =>
    [
        .. new RepositoryReads(gitHub.State).Routes, .. CommitReads.Routes, .. DeploymentReads.Routes, .. IssueReads.Routes,
        .. PullReads.Routes, .. RunReads.Routes, .. new GitWrites(gitHub.State, gitHub.Events).Routes,
        .. new ContentWrites(gitHub.State, gitHub.Events).Routes, .. new IssueWrites(gitHub.State, gitHub.Events).Routes,
        .. new LabelWrites(gitHub.State, gitHub.Events).Routes, .. new PullWrites(gitHub.State, gitHub.Events).Routes,
        .. gitHub.Deployments.Routes, .. new RunWrites(gitHub.State, gitHub.Events).Routes, .. new HookRoutes(gitHub.Hooks).Routes,
    ];

    private IEnumerable<AccountRoute> AccountRoutes() =>
    [
        .. new AccountReads(gitHub.State, gitHub.Limits).Routes, .. new AppRoutes(gitHub.State, gitHub.Doorkeeper).Routes,
    ];

    private async Task RunAsync(HttpContext context, string name, Func<GitHubCall, CallAnswer> answer)
    {
        using var buffer = new MemoryStream();
        var isTooLong = false;
        try
        {
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            isTooLong = true;
        }
        var body = buffer.ToArray();
        await runner.RunAsync(context, "github." + name, Arguments(context, body), () =>
        {
            if (isTooLong) return GitHubCall.Refused(new GitHubRefusal(StatusCodes.Status413PayloadTooLarge, "Request body is too large"));
            lock (gitHub.State.Gate) return Guarded(new GitHubCall(context, Api(context), body), answer);
        });
    }

    private static string Api(HttpContext context) =>
        $"{context.Request.Scheme}://{context.Request.Host}{(context.Items.ContainsKey(EnterpriseRoot) ? EnterpriseRoot : "/github")}";

    private CallAnswer Guarded(GitHubCall call, Func<GitHubCall, CallAnswer> answer)
    {
        var (now, resource) = (gitHub.State.Now, Limits.ResourceOf(call.Path));
        // Looking at one's limit takes nothing from it.
        var isFree = call.Path == "/rate_limit";
        CallAnswer given;
        var isAdmitted = false;
        try
        {
            call.Caller = gitHub.Doorkeeper.Recognize(call.Authorization);
            if (!isFree) gitHub.Limits.Admit(call.Caller.Key, resource, !HttpMethods.IsGet(call.Method), now);
            isAdmitted = true;
            given = answer(call);
        }
        catch (GitHubRefusal refusal)
        {
            given = GitHubCall.Refused(refusal);
        }
        catch (GitHubIsFull full)
        {
            given = GitHubCall.Refused(GitHubRefusal.Unprocessable(full.Message));
        }

        // docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api: an authorized 304 counts nothing.
        var isFreeOfCharge = given.Status == StatusCodes.Status304NotModified && !call.Caller.IsAnonymous;
        if (isAdmitted && !isFree && !isFreeOfCharge) gitHub.Limits.Count(call.Caller.Key, resource, now);
        gitHub.Limits.Write(given.Headers, call.Caller.Key, isFree ? "core" : resource, now);
        given.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        given.Headers["X-GitHub-Api-Version-Selected"] = "2022-11-28";
        given.Headers["X-GitHub-Request-Id"] = $"LOCAL:{Shapes.Words.Text(gitHub.State.NextId())}";
        return given;
    }

    private CallAnswer Answer(GitHubCall call, AccountRoute route)
    {
        switch (route.Asker)
        {
            case Asker.App when call.Caller.App is null:
                throw new GitHubRefusal(StatusCodes.Status401Unauthorized, "A JSON web token could not be decoded");
            case Asker.AnyToken or Asker.Installation when call.Caller.IsAnonymous:
                throw NeedsAuthentication();
            case Asker.AnyToken or Asker.Installation when call.Caller.App is not null:
                throw new GitHubRefusal(StatusCodes.Status401Unauthorized, "Bad credentials");
            case Asker.Installation when call.Caller.Installation is null:
                throw GitHubRefusal.Forbidden(
                    "You must authenticate with an installation access token in order to list repositories for an "
                    + "installation.");
            default:
                return route.Answer(call);
        }
    }

    private CallAnswer Answer(GitHubCall call, RepositoryRoute route)
    {
        var repository = Find(call);
        var caller = call.Caller;
        if (caller.App is not null) throw new GitHubRefusal(StatusCodes.Status401Unauthorized, "Bad credentials");
        if (caller.IsAnonymous && gitHub.Doorkeeper.NeedsToken) throw NeedsAuthentication();
        if (repository.IsPrivate && !caller.Reaches(repository)) throw GitHubRefusal.NotFound();
        if (caller.IsAnonymous && route.IsWrite) throw NeedsAuthentication();
        // What everybody may read needs no permission.
        if ((route.IsWrite || repository.IsPrivate) && !(caller.Reaches(repository) && caller.May(route.Permission, route.IsWrite)))
            throw Forbidden(caller, route);
        if (route.IsWrite && repository.IsArchived) throw GitHubRefusal.Forbidden("Repository was archived so is read-only.");
        return route.Answer(call, repository);
    }

    private Repository Find(GitHubCall call)
    {
        if (call.Route("repository") is { Length: > 0 })
            return gitHub.State.Find(call.Id("repository")) ?? throw GitHubRefusal.NotFound();
        var (owner, name) = (call.Route("owner"), call.Route("repo"));
        if (gitHub.State.Find(owner, name) is { } repository) return repository;
        if (gitHub.State.FindRenamed(owner, name) is not { } renamed || (renamed.IsPrivate && !call.Caller.Reaches(renamed)))
            throw GitHubRefusal.NotFound();
        var rest = call.Path.Split('/', 5) is [_, _, _, _, var inside] ? "/" + inside : "";
        throw HttpMethods.IsGet(call.Method)
            ? Moved(StatusCodes.Status301MovedPermanently, "Moved Permanently")
            : Moved(StatusCodes.Status307TemporaryRedirect, "Temporary Redirect");

        GitHubRefusal Moved(int status, string message) => new(status, message)
        {
            Location = $"{call.Api}/repositories/{Shapes.Words.Text(renamed.Id)}{rest}{call.QueryString}",
        };
    }

    private static GitHubRefusal NeedsAuthentication() => new(StatusCodes.Status401Unauthorized, "Requires authentication");

    private static GitHubRefusal Forbidden(Identity caller, RepositoryRoute route)
    {
        var refusal = GitHubRefusal.Forbidden(
            caller.Installation is not null
                ? "Resource not accessible by integration"
                : "Resource not accessible by personal access token");
        refusal.Headers["X-Accepted-GitHub-Permissions"] = $"{route.Permission}={(route.IsWrite ? "write" : "read")}";
        return refusal;
    }

    private static JsonObject Arguments(HttpContext context, byte[] body)
    {
        var arguments = new JsonObject { ["path"] = context.Request.Path.Value };
        foreach (var (name, value) in context.Request.Query) arguments[name] = value.ToString();
        if (HttpMethods.IsGet(context.Request.Method)) return arguments;
        arguments["verb"] = context.Request.Method;
        if (body.Length is 0 or > LongestJournaledBody) return arguments;
        try
        {
            arguments["body"] = JsonNode.Parse(body, null, WireJson.Reading);
        }
        catch (JsonException)
        {
            arguments["body"] = "not JSON";
        }
        return arguments;
    }
}
