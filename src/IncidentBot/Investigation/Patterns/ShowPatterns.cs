using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Shows one person privately which patterns fit, or all of one.</summary>
internal sealed class ShowPatterns(PatternBook book, ReadPatterns patterns)
{
    /// <summary>Of a typed command.</summary>
    public async Task<Happened> HandleAsync(Call call, PatternsCommand typed, CancellationToken cancellationToken)
    {
        var seen = await patterns.ReadAsync(call.Incident, cancellationToken);
        if (typed.Typed.Length == 0)
            return Happened.Answered(PatternCard.All(call.Incident.Id, book, seen.Fits, seen.Chosen, call.By.At));
        if (book.Find(typed.Typed) is { } pattern)
            return Happened.Answered(Card(call, pattern, seen));

        var near = Words.Nearest(typed.Typed, [.. book.All.Select(one => one.Key)]);
        var meant = near is null ? string.Empty : $" Did you mean “{near}”?";
        return Happened.Refused(
            RichText.Of($"There is no pattern “{OneLine.Of(typed.Typed, 40)}”.{meant} To see all, type ").Command("patterns").Plain("."));
    }

    /// <summary>Of a button.</summary>
    public async Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) => book.Find(call.More) is { } pattern
        ? Happened.Answered(Card(call, pattern, await patterns.ReadAsync(call.Incident, cancellationToken)))
        : Happened.Refused("That pattern isn’t known any more.");

    private static Card Card(Call call, Pattern pattern, SeenPatterns seen) => PatternCard.Of(
        call.Incident.Id, pattern, seen.Fits.FirstOrDefault(fit => fit.Pattern.Key == pattern.Key), call.By.At);
}
