"""rota: plan, show and check the monthly rotas of a council contact centre."""
