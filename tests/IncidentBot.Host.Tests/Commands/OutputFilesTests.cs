using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Tests.Commands;

public sealed class OutputFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-output-");

    [Fact]
    public async Task What_could_not_be_written_whole_leaves_nothing_behind_and_what_stood_there_stays()
    {
        var path = Path.Combine(folder.FullName, "INC-1.zip");
        await OutputFiles.WriteAsync(path, "before", default);

        await Assert.ThrowsAsync<InvalidDataException>(() => OutputFiles.WriteAsync(path, async stream =>
        {
            await stream.WriteAsync("half of it"u8.ToArray());
            throw new InvalidDataException("The rest is gone.");
        }));

        Assert.Equal([path], Directory.GetFiles(folder.FullName));
        Assert.Equal("before", await File.ReadAllTextAsync(path));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
