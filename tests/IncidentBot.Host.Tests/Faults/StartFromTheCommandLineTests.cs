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
