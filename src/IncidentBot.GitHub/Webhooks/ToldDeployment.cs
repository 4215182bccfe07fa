using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.GitHub.Reading;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>All that webhooks told of a deployment, in whatever order they came.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Statuses">Its statuses, each once.</param>
internal sealed record ToldDeployment(DeploymentRow Deployment, IReadOnlyList<StatusRow> Statuses)
{
    /// <summary>The most statuses that are kept; a deployment has a handful.</summary>
    public const int MostStatuses = 200;

    /// <summary>What was kept.</summary>
    public static ToldDeployment Of(string body) => JsonSerializer.Deserialize(body, ToldJson.Default.ToldDeployment)!;

    /// <summary>With what a webhook tells; null: that adds nothing.</summary>
    public ToldDeployment? With(DeploymentNews news)
    {
        var knowsMore = Deployment.ProductionEnvironment is null && news.Deployment.ProductionEnvironment is not null;
        var isNew = news.Status is { } status && Statuses.Count < MostStatuses && Statuses.All(one => one.Id != status.Id);
        return knowsMore || isNew
            ? new ToldDeployment(knowsMore ? news.Deployment : Deployment, isNew ? [.. Statuses, news.Status!] : Statuses)
            : null;
    }

    /// <summary>As it is kept.</summary>
    public string ToText() => JsonSerializer.Serialize(this, ToldJson.Default.ToldDeployment);
}

/// <summary>How it is kept.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ToldDeployment))]
internal sealed partial class ToldJson : JsonSerializerContext;
