using IncidentBot.Host.Terminals;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>What is typed on the command line is read as in the chat: no dash opens a public incident that was meant to be private.</summary>
public sealed class StartFromTheCommandLineTests : IDisposable
{
    private readonly CommandFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--private", "Checkout is down")]
    [InlineData("Checkout is down", "—private")]
    [InlineData("Checkout is down −private")]
    [InlineData("Checkout", "is", "down", "-private")]
    [InlineData("Checkout is down – private")]
    public async Task Private_is_private(params string[] words)
    {
        var (code, said) = await folder.CallAsync(["start", .. words, "--workspace", "T1"]);

        Assert.True(code == ExitCodes.Done, said);
        Assert.Equal(("Checkout is down", "private"), Started());
    }

    [Theory]
    [InlineData("Checkout is down", "—sev", "1", "Checkout is down", "public")]
    [InlineData("Checkout—payments", "is", "down", "Checkout—payments is down", "public")]
    public async Task Other_dashes_are_read_as_in_the_chat(string first, string second, string third, string title, string visibility)
    {
        var (code, said) = await folder.CallAsync("start", first, second, third, "--workspace", "T1");

        Assert.True(code == ExitCodes.Done, said);
        Assert.Equal((title, visibility), Started());
    }

    [Theory]
    [InlineData("Checkout", "--", "private")]
    [InlineData("Checkout", "--privat")]
    [InlineData("Checkout – drill team paged")]
    [InlineData("Checkout", "(—private)")]
    public async Task What_is_not_clear_starts_nothing(params string[] words)
    {
        var (code, said) = await folder.CallAsync(["start", .. words, "--workspace", "T1"]);

        Assert.Equal(ExitCodes.WrongInput, code);
        Assert.DoesNotContain("has been recorded", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status INC-1 mitigated Rolled back", "status", "INC-1", "frobbed")]
    [InlineData("note INC-1 TEXT [at WHEN] [--kind KIND]", "note", "INC-1", "x", "--kind", "frob")]
    [InlineData("status INC-1 closed It recovered by itself at 14:05", "status", "INC-1", "closed")]
    [InlineData("status INC-1 cancelled The alert was a test", "status", "INC-1", "closed")]
    public async Task What_is_refused_is_answered_in_the_command_lines_own_words(string typed, params string[] words)
    {
        await folder.CallAsync("start", "Checkout is down", "--workspace", "T1");

        var (code, said) = await folder.CallAsync(words);

        Assert.NotEqual(ExitCodes.Done, code);
        Assert.Contains(typed, said, StringComparison.Ordinal);
        Assert.DoesNotContain("/incident", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_takes_its_kind()
    {
        await folder.CallAsync("start", "Checkout is down", "--workspace", "T1");

        var (code, _) = await folder.CallAsync("note", "INC-1", "Rolled", "back", "--kind", "fix");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("\"kind\": \"fix\"", (await folder.CallAsync("export", "INC-1", "--format", "json")).Item2, StringComparison.Ordinal);
        Assert.Contains("the newest is INC-1.", (await folder.CallAsync("export", "INC-9")).Item2, StringComparison.Ordinal);
    }

    private (string Title, string Visibility) Started()
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT title, visibility FROM incident";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return (reader.GetString(0), reader.GetString(1).ToLowerInvariant());
    }
}
