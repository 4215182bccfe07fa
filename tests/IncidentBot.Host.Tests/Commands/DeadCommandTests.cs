using System.Text.Json;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Commands;

public sealed class DeadCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-dead-");

    public DeadCommandTests() => File.WriteAllText(
        Path.Combine(folder.FullName, "appsettings.json"),
        JsonSerializer.Serialize(new { Store = new { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bot.db")};Pooling=False" } }));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_dead_letter_is_listed_shown_tried_again_and_dropped()
    {
        await StoreAsync();

        Assert.Equal((0, "outbox/2  2026-03-02 09:05 UTC  PostCard  INC-7/card  no_permission\noutbox/1  2026-03-02 09:00 UTC  OpenChannel  INC-7/channel  name_taken\n"), await RunAsync("dead", "list"));
        var shown = await RunAsync("dead", "show", "outbox/1");
        Assert.Equal(0, shown.Code);
        Assert.Contains("A channel to be opened, for INC-7.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("dead retry outbox/1", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Rename some of them.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("after 3 attempts", shown.Text, StringComparison.Ordinal);
        Assert.Equal((0, "outbox/1 will be retried.\n"), await RunAsync("dead", "retry", "outbox/1"));
        Assert.Equal((0, "Dropped outbox/2.\n"), await RunAsync("dead", "drop", "outbox/2"));
        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("dead", "list"));
    }

    [Fact]
    public async Task Many_are_dropped_at_once()
    {
        await StoreAsync();

        Assert.Equal((0, "There are no such dead letters. See: dead list\n"), await RunAsync("dead", "drop", "--kind", "Answer"));
        Assert.Equal((0, "Dropped 1 dead letter.\n"), await RunAsync("dead", "drop", "--kind", "postcard", "--older-than", "1h"));
        Assert.Equal((0, "There are no such dead letters. See: dead list\n"), await RunAsync("dead", "drop", "--older-than", "90000d"));
        Assert.Equal((0, "Dropped 1 dead letter.\n"), await RunAsync("dead", "drop", "--all"));
        Assert.Equal((0, "There are no dead letters.\n"), await RunAsync("dead", "drop", "--all"));
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("drop", "outbox/1", "--all")]
    [InlineData("drop", "--all", "--kind", "PostCard")]
    [InlineData("drop", "--older-than", "soon")]
    [InlineData("drop", "--older-than", "-3d")]
    public async Task What_does_not_say_what_to_drop_drops_nothing(params string[] words)
    {
        await StoreAsync();

        Assert.Equal(2, (await RunAsync(["dead", .. words])).Code);
        Assert.Contains("outbox/1", (await RunAsync("dead", "list")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("retry")]
    [InlineData("drop")]
    public async Task What_is_no_dead_letter_is_said_and_ends_with_1_and_what_is_no_name_with_2(string what)
    {
        await StoreAsync();

        Assert.Equal((1, "There is no dead letter outbox/9. See: dead list\n"), await RunAsync("dead", what, "outbox/9"));
        Assert.Equal(2, (await RunAsync("dead", what, "nine")).Code);
    }

    [Fact]
    public async Task Without_a_database_none_is_made()
    {
        var (code, text) = await RunAsync("dead", "list");

        Assert.Equal(1, code);
        Assert.Contains("There is no database", text, StringComparison.Ordinal);
        Assert.Empty(folder.GetFiles("*.db"));
    }

    private async Task StoreAsync()
    {
        await using var services = BotApplication.BuildForReading(BotSettings.Read(folder.FullName, urls: null));
        await services.GetRequiredService<Migrations>().RunAsync(default);
        var batch = new Batch();
        Add(batch, "INC-7/channel", "OpenChannel", "name_taken", "Rename some of them.", minute: 0);
        Add(batch, "INC-7/card", "PostCard", "no_permission", "Ask a workspace admin.", minute: 5);
        Assert.Equal(CommitResult.Committed, await services.GetRequiredService<Database>().CommitAsync(batch, default));
    }

    private static void Add(Batch batch, string key, string kind, string error, string sentence, int minute) => batch.Add(
        """
        INSERT INTO outbox (workspace_id, platform, effect_key, kind, action, urgency, state, created_at, due_at, attempts, sending, unsettled, last_error, last_sentence, done_at)
        VALUES ('T1', 'slack', @Key, @Kind, '{}', 1, 'dead', @At, @At, 3, 1, 0, @Error, @Sentence, @At)
        """,
        new { Key = key, Kind = kind, Error = error, Sentence = sentence, At = new DateTimeOffset(2026, 3, 2, 9, minute, 0, TimeSpan.Zero) });

    private async Task<(int Code, string Text)> RunAsync(params string[] words)
    {
        await using var output = new StringWriter();
        var code = await Program.RunAsync(words, new Terminal(output, output, folder.FullName, ShowsProgress: false));
        return (code, output.ToString().ReplaceLineEndings("\n"));
    }
}
