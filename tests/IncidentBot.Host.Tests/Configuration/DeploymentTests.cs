using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace IncidentBot.Host.Tests.Configuration;

/// <summary>The files to start from in production give the bot no more than it needs.</summary>
public sealed partial class DeploymentTests
{
    private const string Live = "IncidentBot__Mode";

    [Fact]
    public void Every_deployment_rules_local_mode_out()
    {
        Assert.Contains("IncidentBot__Mode=Live", Read("docker/Dockerfile"), StringComparison.Ordinal);
        Assert.Contains("Environment=IncidentBot__Mode=Live", Read("systemd/incidentbot.service"), StringComparison.Ordinal);
        Assert.Contains((YamlSequenceNode)Container()["env"], one => Text(one, "name") == Live && Text(one, "value") == "Live");
    }

    [Fact]
    public void The_pod_has_no_capability_no_token_and_nothing_to_write_but_its_folders()
    {
        var pod = Pod();
        var container = Container();
        Assert.Equal("false", Text(pod, "automountServiceAccountToken"));
        Assert.Equal("true", Text(pod["securityContext"], "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", Text(pod["securityContext"]["seccompProfile"], "type"));
        Assert.Equal("true", Text(container["securityContext"], "readOnlyRootFilesystem"));
        Assert.Equal("false", Text(container["securityContext"], "allowPrivilegeEscalation"));
        Assert.Equal("ALL", Assert.Single((YamlSequenceNode)container["securityContext"]["capabilities"]["drop"]).ToString());
        Assert.Equal(["/data", "/tmp"], ((YamlSequenceNode)container["volumeMounts"]).Select(mount => Text(mount, "mountPath")).Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(":latest$", Text(container, "image"));
    }

    [Theory]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("AmbientCapabilities=")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("RestrictNamespaces=yes")]
    [InlineData("UMask=0077")]
    [InlineData("StateDirectoryMode=0700")]
    public void The_unit_is_hardened(string line) => Assert.Contains(line, Read("systemd/incidentbot.service").Split('\n'));

    [Fact]
    public void The_image_is_built_on_exact_versions_and_restores_before_it_copies_the_code()
    {
        var lines = Read("docker/Dockerfile").Split('\n');
        var bases = lines.Where(line => line.StartsWith("ARG ", StringComparison.Ordinal) && line.Contains("mcr.microsoft.com", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, bases.Count);
        Assert.All(bases, line => Assert.Matches(ExactVersion(), line));
        Assert.Contains(lines, line => line.Contains("DEBIAN_FRONTEND=noninteractive", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("USER ", StringComparison.Ordinal) && line != "USER root");

        var restore = Array.FindIndex(lines, line => line.Contains("dotnet restore", StringComparison.Ordinal));
        var code = Array.FindIndex(lines, line => line == "COPY src src");
        Assert.InRange(restore, 0, code - 1);
        foreach (var project in Directory.GetFiles(Path.Combine(ProjectRoot.Folder, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var copied = $"COPY src/{Path.GetFileNameWithoutExtension(project)}/*.csproj src/{Path.GetFileNameWithoutExtension(project)}/";
            Assert.InRange(Array.IndexOf(lines, copied), 0, restore - 1);
        }
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(ProjectRoot.Folder, "manifests", file));

    private static YamlNode Pod()
    {
        var documents = new YamlStream();
        documents.Load(new StringReader(Read("kubernetes/deployment.yaml")));
        return documents.Documents.Select(document => document.RootNode).Single(root => Text(root, "kind") == "Deployment")["spec"]["template"]["spec"];
    }

    private static YamlNode Container() => Assert.Single((YamlSequenceNode)Pod()["containers"]);

    private static string? Text(YamlNode node, string key) =>
        ((YamlMappingNode)node).Children.TryGetValue(new YamlScalarNode(key), out var value) ? (value as YamlScalarNode)?.Value : null;

    [GeneratedRegex(@":\d+\.\d+\.\d+-[a-z]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ExactVersion();
}
