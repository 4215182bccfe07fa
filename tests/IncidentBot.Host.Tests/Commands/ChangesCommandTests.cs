using IncidentBot.Host.Tests.Process;

namespace IncidentBot.Host.Tests.Commands;

public sealed class ChangesCommandTests
{
    private const string Rules = """
        { "Changes": { "Bots": {
            "b-flags": { "Channel": "C0123456789", "Pattern": "flag (?<ref>\\S+) is on", "Service": "checkout", "Kind": "Flag" },
            "a-deploys": { "Channel": "C0123456789", "Pattern": "^Deployed (?<service>\\S+) (?<ref>\\S+) to (?<environment>\\S+)" }
        } } }
        """;

    [Fact]
    public async Task The_rule_that_reads_a_message_is_named_with_what_it_reads()
    {
        using var terminal = new TestTerminal().With(Rules);

        Assert.Equal(0, await terminal.RunAsync("changes", "test-rule", "--text", "Deployed checkout v2.3.1 to production"));
        Assert.Equal(
            "Rule a-deploys reads:\n  service      checkout\n  kind         deploy\n  state        success\n  ref          v2.3.1\n  environment  production\n",
            terminal.Out.ReplaceLineEndings("\n"));

        await File.WriteAllTextAsync(terminal.File("message.txt"), "The flag new_cart is on\n");
        Assert.Equal(0, await terminal.RunAsync("changes", "test-rule", "--file", "message.txt"));
        Assert.StartsWith("Rule b-flags reads:", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_no_rule_reads_ends_with_1()
    {
        using var terminal = new TestTerminal().With(Rules);

        Assert.Equal(1, await terminal.RunAsync("changes", "test-rule", "--text", "Lunch is ready"));
        Assert.StartsWith("None of the 2 rules reads this", terminal.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--text", "a", "--file", "b")]
    [InlineData("--file", "absent.txt")]
    public async Task What_gives_no_message_ends_with_2(params string[] words)
    {
        using var terminal = new TestTerminal().With(Rules);

        Assert.Equal(2, await terminal.RunAsync(["changes", "test-rule", .. words]));
        Assert.NotEmpty(terminal.Error);
    }

    [Theory]
    [InlineData("/dev/zero", "is a pipe or a device")]
    [InlineData(".", "is a folder")]
    [InlineData("pipe", "is a pipe or a device")]
    [InlineData("link", "is a pipe or a device")]
    [InlineData("large.txt", "larger than 64 KiB")]
    public async Task A_file_that_may_have_no_end_is_refused(string file, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using var terminal = new TestTerminal().With(Rules);
        await SpecialFiles.AddAsync(terminal);

        foreach (var command in (string[][])[["changes", "test-rule", "--file", file], ["suspects", file], ["lint", file]])
        {
            if (command[0] != "changes" && file == "large.txt" || command[0] == "lint" && file != ".")
                continue;
            Assert.Equal(2, await terminal.RunAsync(command));
            Assert.Contains(expected, terminal.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_rules_it_says_how_to_set_one()
    {
        using var terminal = new TestTerminal().With("{}");

        Assert.Equal(2, await terminal.RunAsync("changes", "test-rule", "--text", "a"));
        Assert.Contains("Changes:Bots:NAME:Pattern", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Changes": { "Bots": { "x": { "Channel": "#deploys", "Pattern": "(?<service>a)" } } } }""", "Changes:Bots:x:Channel is \"#deploys\"")]
    [InlineData("""{ "Changes": { "Bots": { "x": { "Channel": "C0123456789", "Pattern": "(?<service>a)(?=b)" } } } }""", "Changes:Bots:x:Pattern has a lookaround")]
    [InlineData("""{ "Changes": { "Bots": { "x": { "Channel": "C0123456789", "Pattern": "(?<service>a)", "Kind": "Party" } } } }""", "Changes:Bots:x:Kind is \"Party\"")]
    public async Task A_wrong_rule_stops_the_start_and_is_named(string settings, string expected)
    {
        using var terminal = new TestTerminal().With(settings);

        Assert.Equal(2, await terminal.RunAsync("changes", "test-rule", "--text", "a"));
        Assert.Contains(expected, terminal.Error, StringComparison.Ordinal);
    }
}

/// <summary>Files that a command must not read to their end.</summary>
internal static class SpecialFiles
{
    public static async Task AddAsync(TestTerminal terminal)
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", terminal.File("pipe"));
        await made.WaitForExitAsync();
        File.CreateSymbolicLink(terminal.File("link"), "/dev/zero");
        await File.WriteAllTextAsync(terminal.File("large.txt"), new string('a', (64 << 10) + 1));
    }
}
