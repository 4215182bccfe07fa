using System.Collections.Concurrent;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub;
using IncidentBot.GitHub.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>A GitHub of a few lines over real HTTP: answers by path, and a list of what was asked.</summary>
public sealed class GitHubStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> asked = [];

    private GitHubStub(WebApplication app) => this.app = app;

    public Uri Root => new(app.Urls.First() + "/api/v3/");

    public IReadOnlyList<Asked> Requests => [.. asked];

    public static async Task<GitHubStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new GitHubStub(builder.Build());
        stub.app.Run(stub.AnswerAsync);
        await stub.app.StartAsync();
        return stub;
    }

    /// <summary>Answers this path (with its query, per_page left out) by JSON.</summary>
    public void Json(string path, string json, params (string Name, string Value)[] headers) => Status(path, 200, json, headers);

    public void Status(string path, int status, string json, params (string Name, string Value)[] headers) =>
        answers[path] = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json; charset=utf-8";
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            if (status != 304)
                await context.Response.WriteAsync(json);
        };

    public void Do(string path, Func<HttpContext, Task> answer) => answers[path] = answer;

    /// <summary>The source under test, asking this stub about the service <c>checkout</c> in <c>shop/checkout</c> unless told otherwise.</summary>
    public IChangeSource Source(string? token = "ghp_secret", CatalogueOptions? catalogue = null, ChangesOptions? changes = null, GitHubOptions? options = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(changes ?? new ChangesOptions());
        services.AddSingleton(catalogue ?? Catalogue(("checkout", ["shop/checkout"], [])));
        options ??= new GitHubOptions { Token = token };
        options.ApiUrl = Root;
        services.AddGitHub(options);
        return services.BuildServiceProvider().GetRequiredService<IChangeSource>();
    }

    public static CatalogueOptions Catalogue(params (string Name, string[] Repositories, string[] Environments)[] services)
    {
        var catalogue = new CatalogueOptions();
        foreach (var (name, repositories, environments) in services)
            catalogue.Services[name] = new CatalogueService { Repositories = repositories, Environments = environments };
        return catalogue;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.QueryString.Value!.Replace("?per_page=100&", "?", StringComparison.Ordinal).Replace("?per_page=100", "", StringComparison.Ordinal);
        var path = context.Request.Path.Value!["/api/v3/".Length..] + query;
        asked.Enqueue(new Asked(path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        context.Response.ContentType = "application/json; charset=utf-8";
        if (answers.TryGetValue(path, out var answer))
            return answer(context);

        return context.Response.WriteAsync("[]");
    }

    public sealed record Asked(string Path, IReadOnlyDictionary<string, string> Headers);
}
