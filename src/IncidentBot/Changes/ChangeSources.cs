using IncidentBot.Access;
using IncidentBot.Catalogue;
using IncidentBot.Changes.Told;

namespace IncidentBot.Changes;

/// <summary>Everything that can say what changed, asked as one.</summary>
internal sealed class ChangeSources(
    IEnumerable<IChangeSource> sources, SeenChangeStore told, AccessTokens tokens, CatalogueOptions catalogue, ChangesOptions options)
{
    /// <summary>Says why nothing is asked, and what to configure.</summary>
    internal const string NoCatalogue =
        "I can't look up deploys because no service is configured. Set Catalogue:Services:NAME:Repositories, for example to "
            + "[\"owner/name\"].";

    /// <summary>Whether there is anything to ask about: a service is configured, or the bot was told of a change.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken) =>
        catalogue.Services.Count > 0 || await told.HasAnyAsync(cancellationToken);

    /// <summary>
    /// Asks all of them at once: the same change counts once, as whoever came first among the registered ones has it, unless another says
    /// that it went on; the problems of each are told.
    /// </summary>
    public async Task<ChangeAnswer> AskAsync(ChangeQuestion question, CancellationToken cancellationToken)
    {
        if (!await HasAnyAsync(cancellationToken))
            return new ChangeAnswer([], [NoCatalogue]);

        var services = AskedServices.Of(question.Services, catalogue);
        var asked = sources.Where(source => catalogue.Services.Count > 0 || !source.NeedsCatalogue);
        var answer = SeenChangeRules.Merge(
            await Task.WhenAll(asked.Select(
                source => source.FindAsync(question with { Services = services.Names }, cancellationToken))));
        if (services.LeftOut > 0)
            answer = answer with { Problems = [.. answer.Problems, TooMany(services.LeftOut)] };
        return await WithoutToldAsync(answer, question, cancellationToken);
    }

    private static bool IsDependency(string service, ChangeQuestion question) =>
        question.Services.Count > 0 && !question.Services.Contains(service, StringComparer.OrdinalIgnoreCase);

    private static string TooMany(int count) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{count} more {(count == 1 ? "service" : "services")} that the affected ones depend on weren't asked about, because they are "
            + $"many.");

    // In an incident nobody mends the catalogue: that a service has no repository is news only if its changes can't come otherwise.
    private async Task<ChangeAnswer> WithoutToldAsync(ChangeAnswer answer, ChangeQuestion question, CancellationToken cancellationToken)
    {
        if (answer.NotAsked.Count == 0)
            return answer;

        var to = question.To;
        var known = await told.ListNamesAsync(to.AddDays(-SeenChangeStore.KeptDays), to, cancellationToken);
        var mayBeTold = options.Bots.Count > 0
            || (await tokens.ListAsync(cancellationToken)).Any(token => token.May(AccessToken.ChangesWrite));
        // A name that isn't in the catalogue may be mistyped, so that nobody ever tells of it.
        var quiet = answer.NotAsked
            .Where(one => IsDependency(one.Key, question) || known.Contains(one.Key, StringComparer.OrdinalIgnoreCase)
                || (mayBeTold && catalogue.Find(one.Key) is not null))
            .Select(one => one.Value).ToHashSet(StringComparer.Ordinal);
        return quiet.Count == 0 ? answer : answer with { Problems = [.. answer.Problems.Where(problem => !quiet.Contains(problem))] };
    }
}
