using System.Collections.Concurrent;
using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Host.Tests.Replicas;

/// <summary>What people say in several incidents at once, and whether all of it is on record in the order in which it was said.</summary>
internal sealed class ReplicaTalk(CrashStage stage)
{
    private const string Mentioned = "mentioned", Typed = "typed", Lobby = "C0LOCALINCIDENTS";
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> said = new(StringComparer.Ordinal);
    private LocalChannel[] channels = [];

    /// <summary>Starts incidents, one after the other.</summary>
    public async Task OpenAsync(int count, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= count; number++) await TypeAsync(Lobby, $"start Trouble {Name(number)}", cancellationToken);
        while (channels.Length < count)
        {
            var all = (await stage.Slack.StateAsync(cancellationToken)).Channels;
            channels = [.. all.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal)).OrderBy(c => c.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Everyone says something: in a message that mentions the bot, and, if asked for, by a command.</summary>
    public Task RoundAsync(int round, bool commands, CancellationToken cancellationToken) => Task.WhenAll(channels.Select(async channel =>
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{channel.Name} round {round:000}");
        Remember(channel, $"{Mentioned} {words}");
        await stage.Slack.SayAsync("maya", channel.Id, $"@incidentbot note {Mentioned} {words}", cancellationToken);
        if (!commands) return;
        Remember(channel, $"{Typed} {words}");
        await TypeAsync(channel.Id, $"note {Typed} {words}", cancellationToken);
    }));

    /// <summary>What differs between what was said and what is on record or posted, each line a sentence.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        for (var number = 1; number <= channels.Length; number++)
        {
            var channel = channels[number - 1];
            var entries = await stage.Database.QueryAsync<string>("SELECT words FROM timeline_entry WHERE incident = @Number ORDER BY number", new { Number = number }, cancellationToken);
            var posts = (await stage.Slack.MessagesAsync(channel.Id, cancellationToken)).Where(m => m.BotId is not null && m.EphemeralTo is null).Select(m => m.Text ?? "").ToList();
            Compare(differences, channel, "on record", Mentioned, entries);
            Compare(differences, channel, "on record", Typed, entries);
            Compare(differences, channel, "posted", Typed, posts);
        }

        var dead = await new DeadLetters(stage.Database, TimeProvider.System).ListAsync(int.MaxValue, cancellationToken);
        differences.AddRange(dead.Select(letter => $"given up: {letter.Kind} {letter.Error}"));
        return differences;
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + number - 1)}");

    private void Remember(LocalChannel channel, string words) => said.GetOrAdd(channel.Name, _ => new ConcurrentQueue<string>()).Enqueue(words);

    private void Compare(List<string> differences, LocalChannel channel, string where, string how, IReadOnlyList<string> found)
    {
        var wanted = said[channel.Name].Where(words => words.StartsWith(how, StringComparison.Ordinal)).ToList();
        var there = found.SelectMany(text => wanted.Where(words => text.Contains(words, StringComparison.Ordinal))).ToList();
        if (wanted.SequenceEqual(there, StringComparer.Ordinal)) return;
        differences.AddRange(wanted.Except(there, StringComparer.Ordinal).Select(words => $"  lost, not {where}: {words}"));
        differences.AddRange(there.CountBy(words => words, StringComparer.Ordinal).Where(c => c.Value > 1).Select(c => $"  doubled, {where} {c.Value} times: {c.Key}"));
        if (!wanted.Intersect(there, StringComparer.Ordinal).SequenceEqual(there.Distinct(StringComparer.Ordinal), StringComparer.Ordinal))
            differences.Add($"  out of order, {where}: {string.Join(", ", there)}");
    }

    // Slack does not repeat a command: who sees an error types it again, unless the bot has it all the same.
    private async Task TypeAsync(string channel, string words, CancellationToken cancellationToken)
    {
        var accepted = await StoredAsync(channel, cancellationToken);
        while (true)
        {
            try
            {
                await stage.Slack.CommandAsync("maya", channel, words, cancellationToken);
                return;
            }
            catch (StopException)
            {
                await Task.Delay(BeforeTryingAgain, TimeProvider.System, cancellationToken);
                if (await StoredAsync(channel, cancellationToken) > accepted) return;
            }
        }
    }

    // Nobody else types in the channel meanwhile.
    private async Task<long> StoredAsync(string channel, CancellationToken cancellationToken) =>
        (await stage.Database.QueryAsync<long>("SELECT COUNT(*) FROM inbox WHERE kind = 'command' AND conversation = @Channel", new { Channel = channel }, cancellationToken))[0];
}
