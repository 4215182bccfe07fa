using System.CommandLine;
using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary><c>dead list|show|retry|drop</c>: work that the bot gave up on; works while the bot is running.</summary>
internal static class DeadCommand
{
    private const int MostShown = 200;

    public static Command Create(Terminal terminal)
    {
        var list = new Command("list", $"List dead letters, newest first, at most {MostShown}.");
        list.SetAction(
            (_, cancellationToken) => RunAsync(terminal, (letters, token) => ListAsync(letters, terminal.Out, token), cancellationToken));
        return new Command("dead", "List, show, retry or drop dead letters: work that the bot gave up on.")
        {
            list,
            ForOne("show", "Show a dead letter in full.", terminal, (letters, id, token) => ShowAsync(letters, id, terminal.Out, token)),
            ForOne(
                "retry", "Retry a dead letter, and whatever failed only because of it; the running bot does the work.", terminal,
                (letters, id, token) => RetryAsync(letters, id, terminal.Out, token)),
            Drop(terminal),
        };
    }

    private static Command Drop(Terminal terminal)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Its id, as shown by dead list; left out with an option",
            HelpName = "outbox/12",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "All dead letters" };
        var olderThan = new Option<string?>("--older-than")
        {
            Description = "Those given up longer ago than this: 7d, 12h or 30m", HelpName = "TIME",
        };
        var kind = new Option<string?>("--kind") { Description = "Those of this kind, as shown by dead list", HelpName = "KIND" };
        var command = new Command("drop", "Delete a dead letter for good, or many of them.") { id, all, olderThan, kind };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (one, which, age) = (parsed.GetValue(id), parsed.GetValue(kind), parsed.GetValue(olderThan));
            var isMany = parsed.GetValue(all) || which is not null || age is not null;
            if (isMany == (one is not null) || (parsed.GetValue(all) && (which is not null || age is not null)))
                throw StopException.WrongInput(
                    "Say what to drop: an id from dead list, or --all, or --older-than and --kind, alone or together.");

            return RunAsync(
                terminal,
                (letters, token) => one is not null
                    ? DropAsync(letters, IdIn(one), terminal.Out, token)
                    : DropManyAsync(letters, which?.Trim(), AgeIn(age), terminal.Out, token),
                cancellationToken);
        });
        return command;
    }

    private static TimeSpan? AgeIn(string? text)
    {
        if (text is null) return null;
        var typed = text.Trim().ToLowerInvariant();
        int? count = int.TryParse(typed[..Math.Max(0, typed.Length - 1)], NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            ? read
            : null;
        TimeSpan? unit = typed is [.., var last]
            ? last switch
            {
                'd' => TimeSpan.FromDays(1),
                'h' => TimeSpan.FromHours(1),
                'm' => TimeSpan.FromMinutes(1),
                _ => null,
            }
            : null;
        return unit is { } one && count is >= 0 and < 100_000
            ? one * count.Value
            : throw StopException.WrongInput($"\"{text}\" isn't a time that --older-than understands; write it like 7d, 12h or 30m.");
    }

    private static DeadLetterId IdIn(string? text) => DeadLetterId.TryParse(text)
        ?? throw StopException.WrongInput($"\"{text}\" isn't a dead letter's id; use one from dead list, such as outbox/12.");

    private static Command ForOne(
        string name, string description, Terminal terminal, Func<DeadLetters, DeadLetterId, CancellationToken, Task> act)
    {
        var id = new Argument<string>("id") { Description = "Its id, as shown by dead list", HelpName = "outbox/12" };
        var command = new Command(name, description) { id };
        command.SetAction((parsed, cancellationToken) =>
        {
            var letter = IdIn(parsed.GetValue(id));
            return RunAsync(terminal, (letters, token) => act(letters, letter, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, Func<DeadLetters, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        await using var services = await Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);
        await act(services.GetRequiredService<DeadLetters>(), cancellationToken);
        return ExitCodes.Done;
    }

    private static async Task ListAsync(DeadLetters letters, TextWriter output, CancellationToken cancellationToken)
    {
        var all = await letters.ListAsync(MostShown, cancellationToken);
        if (all.Count == 0) await output.WriteLineAsync("There are no dead letters.");
        foreach (var letter in all)
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{IdOf(letter)}  {letter.DiedAt:yyyy-MM-dd HH:mm} UTC  {letter.Kind}  {letter.Key}  {letter.Error}"));
    }

    private static async Task ShowAsync(DeadLetters letters, DeadLetterId id, TextWriter output, CancellationToken cancellationToken)
    {
        var letter = await letters.FindAsync(id, cancellationToken) ?? throw Absent(id);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {IdOf(letter)} in workspace {letter.Workspace}
              {DeadLetterWords.What(letter)}.
              What     {letter.Kind} {letter.Key}
              Given up {letter.DiedAt:yyyy-MM-dd HH:mm:ss} UTC after {letter.Attempts} attempts
              Error    {letter.Error}
              {letter.Sentence}
              Next     {DeadLetterWords.NextStep(letter)}
            """));
    }

    private static async Task RetryAsync(DeadLetters letters, DeadLetterId id, TextWriter output, CancellationToken cancellationToken)
    {
        var number = await letters.RetryAsync(id, cancellationToken);
        if (number == 0 && await letters.FindAsync(id, cancellationToken) is not null)
            throw StopException.NotDone($"{id} is out of date: something newer has replaced it. Drop it with: dead drop {id}");
        if (number == 0) throw Absent(id);
        await output.WriteLineAsync(
            number == 1
                ? $"{id} will be retried."
                : string.Create(CultureInfo.InvariantCulture, $"{id} will be retried, and so will {number - 1} that waited for it."));
    }

    private static async Task DropAsync(DeadLetters letters, DeadLetterId id, TextWriter output, CancellationToken cancellationToken)
    {
        if (!await letters.DropAsync(id, cancellationToken)) throw Absent(id);
        await output.WriteLineAsync($"Dropped {id}.");
    }

    private static async Task DropManyAsync(
        DeadLetters letters, string? kind, TimeSpan? olderThan, TextWriter output, CancellationToken cancellationToken)
    {
        var number = await letters.DropManyAsync(kind, TimeProvider.System.GetUtcNow() - olderThan, cancellationToken);
        await output.WriteLineAsync(
            number switch
            {
                0 when kind is null && olderThan is null => "There are no dead letters.",
                0 => "There are no such dead letters. See: dead list",
                1 => "Dropped 1 dead letter.",
                _ => string.Create(CultureInfo.InvariantCulture, $"Dropped {number} dead letters."),
            });
    }

    private static DeadLetterId IdOf(DeadLetter letter) => new(letter.Queue, letter.Id);

    private static StopException Absent(DeadLetterId id) => StopException.NotDone($"There is no dead letter {id}. See: dead list");
}
