"""The rules that come with rota, one file each."""
