using System.Text.Json;
using IncidentBot.Access;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Commands;

public sealed class TokenCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-token-");

    public TokenCommandTests() => File.WriteAllText(
        Path.Combine(folder.FullName, "appsettings.json"),
        JsonSerializer.Serialize(new { Store = new { ConnectionString = $"Data Source={Database};Pooling=False" } }));

    private string Database => Path.Combine(folder.FullName, "bot.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_token_is_shown_once_and_only_its_hash_is_kept()
    {
        await MigrateAsync();

        var (code, text, said) = await RunAsync("token", "create", "--name", "CI", "--scope", "changes:write");

        Assert.Equal(0, code);
        Assert.Matches("^ibt_[A-Za-z0-9_-]{43}\n$", text);
        Assert.Contains("Authorization: Bearer TOKEN", said, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Trim(), said, StringComparison.Ordinal);
        foreach (var file in folder.GetFiles("bot.db*"))
            Assert.DoesNotContain(text.Trim(), await File.ReadAllTextAsync(file.FullName, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        var listed = (await RunAsync("token", "list")).Text;
        Assert.Matches(@"^CI  changes:write  created \d{4}-\d\d-\d\d  never used\n$", listed);
    }

    [Fact]
    public async Task A_revoked_token_is_known_no_more_and_its_name_is_free()
    {
        await MigrateAsync();
        var text = (await RunAsync("token", "create", "--name", "CI", "--scope", "changes:write")).Text.Trim();
        Assert.NotNull(await FindAsync(text));

        Assert.Equal((0, "Revoked CI.\n"), Of(await RunAsync("token", "revoke", "CI")));

        Assert.Null(await FindAsync(text));
        Assert.Equal((1, ""), Of(await RunAsync("token", "revoke", "CI")));
        Assert.StartsWith("There are no tokens.", (await RunAsync("token", "list")).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("token", "create", "--name", "CI", "--scope", "changes:write")).Code);
    }

    [Fact]
    public async Task Two_tokens_do_not_share_a_name()
    {
        await MigrateAsync();
        await RunAsync("token", "create", "--name", "CI", "--scope", "changes:write");

        var (code, text, said) = await RunAsync("token", "create", "--name", "CI", "--scope", "changes:write");

        Assert.Equal((1, ""), (code, text));
        Assert.Contains("There is already a token CI.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "--name", "CI")]
    [InlineData("create", "--scope", "changes:write")]
    [InlineData("create", "--name", "CI", "--scope", "everything")]
    [InlineData("create", "--name", "a\nb", "--scope", "changes:write")]
    [InlineData("create", "--name", " ", "--scope", "changes:write")]
    [InlineData("revoke")]
    public async Task What_makes_no_sense_makes_no_token(params string[] words)
    {
        await MigrateAsync();

        Assert.Equal(2, (await RunAsync(["token", .. words])).Code);
        Assert.StartsWith("There are no tokens.", (await RunAsync("token", "list")).Text, StringComparison.Ordinal);
    }

    private static (int Code, string Text) Of((int Code, string Text, string Said) ran) => (ran.Code, ran.Text);

    private async Task MigrateAsync()
    {
        await using var services = BotApplication.BuildForReading(BotSettings.Read(folder.FullName, urls: null));
        await services.GetRequiredService<Migrations>().RunAsync(default);
    }

    private async Task<AccessToken?> FindAsync(string text)
    {
        await using var services = BotApplication.BuildForReading(BotSettings.Read(folder.FullName, urls: null));
        return await services.GetRequiredService<AccessTokens>().FindAsync(text, default);
    }

    private async Task<(int Code, string Text, string Said)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await Program.RunAsync(args, new Terminal(output, errors, folder.FullName, ShowsProgress: false));
        return (code, output.ToString().ReplaceLineEndings("\n"), errors.ToString());
    }
}
