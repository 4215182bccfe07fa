using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;

namespace IncidentBot.Host.Tests.Doctor;

public sealed class ManifestCommandTests : IDisposable
{
    private readonly TestTerminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task The_manifest_for_Socket_Mode_is_the_one_in_the_repository()
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("manifest", "slack", "--socket"));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(ProjectRoot.Folder, "manifests", "slack-app.yaml")), terminal.Out);
    }

    [Fact]
    public async Task The_manifest_for_HTTP_holds_the_address()
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("manifest", "slack", "--url", "https://bot.acme.example/"));
        Assert.Contains("request_url: https://bot.acme.example/slack/events", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("socket_mode_enabled: false", terminal.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest", "slack")]
    [InlineData("manifest", "slack", "--socket", "--url", "https://bot.acme.example")]
    [InlineData("manifest", "slack", "--url", "http://bot.acme.example")]
    [InlineData("manifest", "slack", "--url", "bot.acme.example")]
    [InlineData("manifest")]
    public async Task Wrong_words_end_with_2(params string[] words)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync(words));
        Assert.NotEmpty(terminal.Error);
    }
}
