using System.Net;
using System.Net.Sockets;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Upgrade;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What is wrong is said in a sentence on the error stream, with the exit code for it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData("--colour", "blue")]
    [InlineData("dance")]
    [InlineData("demo", "--speed", "9")]
    [InlineData("export")]
    [InlineData("export", "INC-1", "--format", "pdf")]
    [InlineData("export", "seven")]
    [InlineData("export", "INC-1", "--format", "zip")]
    [InlineData("demo", "--scenario", "missing.json")]
    [InlineData("--urls", "nonsense")]
    [InlineData("--urls", "https://127.0.0.1:5079")]
    [InlineData("--urls", "http://127.0.0.1:99999")]
    public async Task Wrong_words_end_with_2_and_a_sentence(params string[] words)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync(words));
        Assert.NotEmpty(terminal.Error);
        Assert.DoesNotContain("   at ", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incident (such as INC-7) and TEXT are missing. Type: note INC-7 TEXT", "note")]
    [InlineData("TEXT is missing. Type: note INC-7 TEXT", "note", "INC-1")]
    [InlineData("incident (such as INC-7) is missing. Type: export INC-7", "export")]
    [InlineData("id (such as outbox/12) is missing. Type: dead show outbox/12", "dead", "show")]
    [InlineData("dead needs one of these: list, show, retry, drop.", "dead")]
    public async Task A_missing_word_is_named_once_with_what_to_type(string sentence, params string[] words)
    {
        await terminal.RunAsync(words);

        var lines = terminal.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(sentence, lines[0]);
        Assert.StartsWith("See ", Assert.Single(lines.Skip(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("demo", "--help")]
    [InlineData("export", "--help")]
    public async Task Help_and_version_end_with_0(params string[] words)
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync(words));
        Assert.NotEmpty(terminal.Out);
    }

    [Theory]
    [InlineData("""{"Slack":{"BotTokn":"xoxb-1"}}""", "did you mean Slack:BotToken?")]
    [InlineData("""{"Slack":{"SigningSecret":"s"}}""", "Slack:BotToken is missing")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1"}}""", "Slack:SigningSecret is missing")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1"}}""", "set Slack:AppToken to use Socket Mode")]
    [InlineData("""{"Slack":{"AppToken":"xapp-1"}}""", "Slack:BotToken is missing")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1","AppToken":"xoxb-1"}}""", "Slack:AppToken is set to a bot token (xoxb-)")]
    [InlineData("""{"Slack":{"BotToken":"xapp-1","SigningSecret":"s"}}""", "Slack:BotToken is set to an app-level token (xapp-)")]
    [InlineData("""{"Slack":{"BotToken":"xoxp-1","SigningSecret":"s"}}""", "Slack:BotToken is set to a user token (xoxp-)")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1","AppToken":"xapp-1","SocketConnections":11}}""", "Slack:SocketConnections is 11, but must be from 1 to 10.")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1","AppToken":"xapp-1","SocketConnections":0}}""", "Slack:SocketConnections is 0, but must be from 1 to 10.")]
    [InlineData("""{"Slack":{"BotToken":"xoxb-1","SigningSecret":"s","ApiUrl":"slack"}}""", "Slack:ApiUrl")]
    [InlineData("""{"Slack":{"AnnounceChannel":"incidents"}}""", "Slack:BotToken is missing")]
    [InlineData("""{"Deploys":{"WindowHours":0}}""", "Deploys:WindowHours is 0, but must be from 1 to 720.")]
    [InlineData("""{"Timeline":{"MaxFileMegabytes":101}}""", "Timeline:MaxFileMegabytes is 101, but must be from 0 to 100.")]
    [InlineData("""{"Store":{"Provider":"SqlServer"}}""", "Store:ConnectionString is missing")]
    [InlineData("""{"Store":{"ConnectionString":"Data Source=:memory:"}}""", "Store:ConnectionString")]
    [InlineData("""{"Catalogue":{"Services":{"checkout":{"Repositories":["checkout"]}}}}""", "owner/name")]
    [InlineData("""{"Checklist":{"Template":"/nowhere/checklist.yaml"}}""", "/nowhere/checklist.yaml")]
    [InlineData("""{"Slack":""", "appsettings.json cannot be read")]
    public async Task Wrong_settings_end_with_2_and_name_the_key(string settings, string sentence)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.With(settings).RunAsync("--urls", "http://127.0.0.1:0"));
        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb-1", terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_ends_with_1_and_the_address()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";

        Assert.Equal(ExitCodes.NotDone, await RealBot().RunAsync("--urls", address));
        Assert.Contains($"Another program is already listening on {address}", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_1_and_its_name()
    {
        await File.WriteAllTextAsync(terminal.File("data"), "in the way");

        Assert.Equal(ExitCodes.NotDone, await RealBot().RunAsync("--urls", "http://127.0.0.1:0"));
        Assert.Contains(terminal.File("data"), terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_without_a_database_makes_none()
    {
        RealBot();

        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("export", "INC-1"));
        Assert.Contains("There is no database", terminal.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(terminal.File("data")));
    }

    [Fact]
    public async Task An_archive_is_written_to_a_file_and_is_the_same_each_time()
    {
        RealBot();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--format", "zip", "--out", "out/INC-1.zip"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--format", "zip", "--out", "again.zip"));

        Assert.Equal(await File.ReadAllBytesAsync(terminal.File("out/INC-1.zip")), await File.ReadAllBytesAsync(terminal.File("again.zip")));
        using var zip = System.IO.Compression.ZipFile.OpenRead(terminal.File("again.zip"));
        Assert.Equal(["postmortem.md", "incident.json", "SHA256SUMS"], zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task A_postmortem_without_typed_words_has_its_evidence_and_an_unknown_incident_has_none()
    {
        RealBot();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("evidence", "check", "INC-1"));
        Assert.Contains("Every factual sentence of the postmortem for INC-1 has its evidence.", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("evidence", "check", "INC-9"));
        Assert.Contains("There is no INC-9 in the store", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_of_changes_is_verified_and_an_unknown_head_is_found_out()
    {
        RealBot();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("note", "INC-1", "Cache restarted", "--by", "maya"));

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("audit", "verify"));
        Assert.Contains("INC-1: intact, ", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("This can't rule out", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("audit", "verify", "INC-1", "--head", new string('a', 64)));
        Assert.Contains("the chain was rebuilt or cut", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("audit", "verify", "INC-9"));
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("audit", "verify", "nonsense"));
    }

    [Fact]
    public async Task The_example_of_a_check_names_the_incident_that_was_checked()
    {
        RealBot();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Search", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("audit", "verify", "INC-2"));
        Assert.Contains("keep elsewhere: audit verify INC-2 --head HASH.", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("audit", "verify"));
        Assert.Contains("keep elsewhere: audit verify INC-1 --head HASH.", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_record_is_named_with_and_without_a_head()
    {
        RealBot();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("note", "INC-1", "Cache restarted", "--by", "maya"));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("audit", "head"));
        var head = terminal.Out.Split("Store head ")[1][..64];
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("audit", "verify", "INC-1", "--head", head.ToUpperInvariant()));
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("audit", "verify", "--store-head", head));
        Assert.Contains("Store: intact, 1 incident, each names the one before it; your head is among them.", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("audit", "verify", "--store-head", new string('a', 64)));
        Assert.Contains("the newest incident is missing, or its chain was rebuilt or cut off", terminal.Out, StringComparison.Ordinal);

        StoreText.Load("UPDATE timeline_entry SET words = 'Nothing was restarted'", terminal.File("data/bot.db"));
        foreach (var words in new string[][] { ["audit", "verify"], ["audit", "verify", "INC-1", "--head", head] })
        {
            Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync(words));
            Assert.Contains("but the record isn't what they say: entry 1 of the timeline was changed after change ", terminal.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("INC-1", "--head", "abc")]
    [InlineData("INC-1", "--head", "")]
    [InlineData("INC-1", "--head", "ggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg0")]
    [InlineData("INC-1", "--head", "0x00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("--store-head", "abc")]
    [InlineData("INC-1", "--store-head", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_head_that_is_no_hash_is_wrong_input(params string[] words)
    {
        RealBot();
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("start", "Checkout", "--workspace", "T1", "--by", "maya"));
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync(["audit", "verify", .. words]));
    }

    private TestTerminal RealBot() => terminal.With($$"""
        {"Slack": {"BotToken": "xoxb-1", "SigningSecret": "s"}, "Store": {"ConnectionString": "Data Source={{terminal.File("data/bot.db")}}" } }
        """);
}
