using IncidentBot.Catalogue;
using IncidentBot.Changes;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Tests.Changes;

public sealed class OptionsTests
{
    [Fact]
    public void The_catalogue_is_set_by_configuration_and_read_without_regard_to_case()
    {
        var catalogue = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Services:Checkout:Repositories:0"] = "shop/checkout",
                ["Services:Checkout:Environments:0"] = "production",
                ["Services:cart:Repositories:0"] = "shop/cart",
            })
            .Build()
            .Get<CatalogueOptions>()!;

        Assert.Equal(["shop/checkout"], catalogue.Find("checkout")!.Repositories);
        Assert.Equal(["production"], catalogue.Find("CHECKOUT")!.Environments);
        Assert.Empty(catalogue.Find("cart")!.Environments);
        Assert.Null(catalogue.Find("payments"));
    }

    [Fact]
    public void A_day_is_looked_at_unless_configured() => Assert.Equal(24, new DeployOptions().WindowHours);
}
