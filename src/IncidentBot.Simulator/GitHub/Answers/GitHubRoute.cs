using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Answers;

/// <summary>One route below <c>/repos/{owner}/{repo}</c>.</summary>
/// <param name="Verb">Its method.</param>
/// <param name="Path">What follows the repository.</param>
/// <param name="Name">Its name in the journal and for faults, behind <c>github.</c>.</param>
/// <param name="Permission">What a token needs for it, such as <c>issues</c>; whether to read or write follows from the method.</param>
/// <param name="Answer">What it answers.</param>
internal sealed record RepositoryRoute(
    string Verb, string Path, string Name, string Permission, Func<GitHubCall, Repository, CallAnswer> Answer)
{
    public bool IsWrite => !HttpMethods.IsGet(Verb);
}

/// <summary>Who may ask for something that is in no repository.</summary>
internal enum Asker { Anybody, AnyToken, App, Installation }

/// <summary>One route that belongs to no repository.</summary>
internal sealed record AccountRoute(string Verb, string Path, string Name, Asker Asker, Func<GitHubCall, CallAnswer> Answer);
